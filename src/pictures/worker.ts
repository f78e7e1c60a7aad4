import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import { family } from "./draw.ts";
import { fontFile } from "./font.ts";
import { smallPng } from "./png.ts";

export type Asked = { readonly id: number; readonly svg: string };
export type Painted = { readonly id: number } & ({ readonly png: Uint8Array } | { readonly error: string });

const font = { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: family };

parentPort?.on("message", ({ id, svg }: Asked) => {
  const painted = paint(id, svg);
  parentPort?.postMessage(painted);
});

function paint(id: number, svg: string): Painted {
  try {
    return { id, png: smallPng(new Resvg(svg, { font }).render()) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
