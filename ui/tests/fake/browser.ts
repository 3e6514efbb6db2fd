/** Put into the page before anything else, by the browser tests. The scene comes first, as a global. */
import { install } from "./install";
import type { Scene } from "./program";

install((globalThis as { scene?: Scene }).scene ?? {});
