import { mount } from "svelte";
import App from "./App.svelte";
import { door } from "./backend/door";
import "./styles/app.scss";

const target = document.getElementById("app");
if (target) {
  mount(App, { target, props: { backend: door } });
}
