/** The page of all components, for those who draw and test them. It is not part of the built window. */
import "../src/styles/app.scss";
import { mount } from "svelte";
import { install } from "../tests/fake/install";
import Gallery from "./Gallery.svelte";

install({ conflict: true });

// A look by a class on the root, such as `?look=night`.
const look = new URLSearchParams(location.search).get("look");
if (look) document.documentElement.classList.add(...look.split(" "));

const target = document.getElementById("app");
if (target) mount(Gallery, { target });
