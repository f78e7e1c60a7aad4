import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import { family } from "./draw.ts";
import { fontFile } from "./font.ts";
import { smallPng } from "./png.ts";

export type Painted = { readonly png: Uint8Array } | { readonly error: string };

const font = { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: family };

parentPort?.on("message", (svg: string) => parentPort?.postMessage(paint(svg)));

function paint(svg: string): Painted {
  try {
    return { png: smallPng(new Resvg(svg, { font }).render()) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
