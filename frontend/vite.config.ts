import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressed } from "./build/compressed.ts";

/** Where a server runs while pages are being written: `FILEBOOK=http://127.0.0.1:8800 npm run dev`. */
const server = process.env.FILEBOOK ?? "http://127.0.0.1:8000";
const doors = ["/api", "/uploads", "/s", "/r"];

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../filebook/web/application/static",
    emptyOutDir: true,
    target: "es2023",
    // Everything is a file of its own: the content security policy lets no `data:` script or font in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(doors.map((door) => [`^${door}/`, { target: server, ws: false }])),
  },
});
