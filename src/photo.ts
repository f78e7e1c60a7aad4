const longestSide = 1600;
/** Twice what a phone takes: more is a picture made to fill the memory. */
const mostPixels = 100_000_000;
const formats: ReadonlySet<string | undefined> = new Set(["jpeg", "png", "webp", "gif"]);

/**
 * The picture as a JPEG of its own: upright, no larger than a screen shows, and without what cameras write beside it
 * (place, time, device, owner). @throws on what is no picture
 */
export async function plainPhoto(bytes: Buffer): Promise<Buffer> {
  // thirty milliseconds to load, and most processes that join the bot never see a picture
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" });
  const { format } = await picture.metadata();
  if (!formats.has(format)) throw new Error("no picture");
  return picture
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 75 })
    .toBuffer();
}
