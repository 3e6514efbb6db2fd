import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/**
 * What the window allows itself: everything from its own folder, nothing from anywhere else. The real window sets the
 * same rule in its Tauri configuration; `vite preview` sends it so that the browser tests run under it too.
 */
export const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; connect-src 'self' ipc: http://ipc.localhost; object-src 'none'; base-uri 'none'; form-action 'none'";

export default defineConfig({
  plugins: [svelte()],
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } } },
  build: {
    target: "es2022",
    // Vite's minifier refuses a rule of nhsuk-frontend; the window reads the file from its own package anyway.
    cssMinify: false,
    // Small pictures and typefaces stay files: only an opened scan is a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  preview: { host: "127.0.0.1", headers: { "Content-Security-Policy": contentSecurityPolicy } },
});
