import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./set-up.mjs";

/** Runs a built module as if Node had been started with it. */
export async function become(module) {
  process.setSourceMapsEnabled(true);
  process.argv[1] = join(root, module);
  await import(pathToFileURL(process.argv[1]).href);
}
