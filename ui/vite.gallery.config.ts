import { mergeConfig } from "vite";
import window from "./vite.config";

/** The page of all components. `vite dev` serves it at /gallery.html; built apart, it never gets into the window. */
export default mergeConfig(window, {
  build: { outDir: "dist-gallery", emptyOutDir: true, rolldownOptions: { input: "gallery.html" } },
});
