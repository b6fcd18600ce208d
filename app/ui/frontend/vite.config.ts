import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const ENTRIES = ["entries/learner.ts", "entries/workbench.ts", "entries/public.ts", "entries/studio.ts", "styles/design.css"];
const IMAGES = ["icons.svg", "drawings.svg", "favicon.svg"];

/* Pictures named by templates, not by code: hashed and listed in the manifest like the rest. */
function images(): Plugin {
  return {
    name: "compagnon-images",
    apply: "build",
    buildStart() {
      for (const name of IMAGES) {
        const source = readFileSync(new URL(`src/images/${name}`, import.meta.url));
        this.emitFile({ type: "asset", name, originalFileName: `images/${name}`, source });
      }
    },
  };
}

/* What is small and shared travels together: at a first visit a request costs more than its bytes. htmx stays apart,
   so that the pages of signed-out people do without. */
const SHARED = /src\/lib\/(?!htmx)|src\/elements\/(?!forms|media)|src\/features\/(?:\w+\/(?:drafts|drawer|handling|ordering|outbox|pointing|store)|(?:chat|live)\/start)\.ts$/;
/* What listens, with the library it listens by. */
const LIVE = /node_modules\/(?:@socket\.io|socket\.io|engine\.io)|src\/features\/live\/hints\.ts$/;

/* Compressed once here, so that no server does it at each visit. */
function compressed(): Plugin {
  return {
    name: "compagnon-compressed",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const item of Object.values(bundle)) {
          if (!/\.(js|css|svg)$/.test(item.fileName)) continue;
          const bytes = Buffer.from(item.type === "chunk" ? item.code : item.source);
          this.emitFile({ type: "asset", fileName: `${item.fileName}.br`, source: brotliCompressSync(bytes) });
          this.emitFile({ type: "asset", fileName: `${item.fileName}.gz`, source: gzipSync(bytes, { level: 9 }) });
        }
      },
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [images(), compressed()],
  build: {
    outDir: "../static",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: "",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "chrome105", "firefox110", "safari15.6"],
    rolldownOptions: {
      input: ENTRIES.map((name) => `src/${name}`),
      output: { codeSplitting: { groups: [{ name: "shared", test: SHARED }, { name: "live", test: LIVE }] } },
    },
  },
});
