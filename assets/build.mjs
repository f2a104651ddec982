// Builds what the browser gets into the folder named as argument: files with their digest in the name,
// manifest.json (plain name → file) and icons.json (name → what stands inside its <svg>).
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "../lms/web/static/dist"));

const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path: file }) => {
      const { css, loadedUrls } = sass.compile(file, {
        loadPaths: [path.join(here, "node_modules")],
        quietDeps: true,
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
      });
      return { contents: css, loader: "css", resolveDir: here, watchFiles: loadedUrls.map(fileURLToPath) };
    });
  },
};

async function bundle() {
  const pages = (await readdir(path.join(here, "js/pages"))).filter((name) => name.endsWith(".js"));
  const { metafile } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [
      { in: "scss/main.scss", out: "main" },
      { in: "js/main.js", out: "main" },
      ...pages.map((name) => ({ in: `js/pages/${name}`, out: `pages/${path.basename(name, ".js")}` })),
      { in: "images/favicon.svg", out: "favicon" },
    ],
    outdir: out,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    target: ["chrome100", "firefox100", "safari15"],
    loader: { ".svg": "copy" },
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "shared-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none",
    metafile: true,
    plugins: [scss],
    logLevel: "warning",
  });
  return metafile;
}

/** The service worker stands alone: one file that imports nothing, as every browser takes it. */
async function bundleWorker() {
  const { metafile } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [{ in: "js/worker.js", out: "worker" }],
    outdir: out,
    bundle: true,
    format: "iife",
    minify: true,
    charset: "utf8",
    target: ["chrome100", "firefox100", "safari15"],
    entryNames: "[name]-[hash]",
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

/** Plain name ("main.css", "pages/rollcall.js", "favicon.svg") → the file that was written. */
function manifest({ outputs }) {
  const names = Object.keys(outputs).map((file) => path.relative(out, path.resolve(here, file)).replaceAll(path.sep, "/"));
  return Object.fromEntries(names.map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), name]));
}

async function icons() {
  const wanted = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const drawn = {};
  for (const name of wanted) {
    const svg = await readFile(path.join(here, `node_modules/bootstrap-icons/icons/${name}.svg`), "utf8");
    drawn[name] = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  }
  return drawn;
}

await mkdir(out, { recursive: true });
const files = { ...manifest(await bundle()), ...manifest(await bundleWorker()) };
await writeFile(path.join(out, "manifest.json"), JSON.stringify(files, null, 2));
await writeFile(path.join(out, "icons.json"), JSON.stringify(await icons()));
