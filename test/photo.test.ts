import { expect, test } from "@jest/globals";
import sharp from "sharp";
import { plainPhoto } from "../src/photo.ts";

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#884422" } });

test.each(["jpeg", "png", "webp"] as const)("a %s loses what the camera wrote beside it", async (format) => {
  const taken = await picture(40, 30)
    .withExif({ IFD0: { Make: "SecretPhone" }, IFD3: { GPSLatitude: "35/1 24/1 0/1", GPSLatitudeRef: "N" } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretPhone</x:xmpmeta>')
    .toFormat(format)
    .toBuffer();
  expect(taken.includes("SecretPhone")).toBe(true);
  const plain = await plainPhoto(taken);
  expect(plain.includes("SecretPhone")).toBe(false);
  const { exif, xmp, iptc, format: now } = await sharp(plain).metadata();
  expect({ exif, xmp, iptc, now }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined, now: "jpeg" });
});

test("what lay on its side stands upright, and what is larger than a screen becomes smaller", async () => {
  const lying = await picture(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await sharp(await plainPhoto(lying)).metadata()).toMatchObject({ width: 200, height: 400 });
  const large = await picture(4000, 3000).jpeg().toBuffer();
  expect(await sharp(await plainPhoto(large)).metadata()).toMatchObject({ width: 1600, height: 1200 });
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a page", Buffer.from("<html></html>")],
  ["a drawing that could read files", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ["half a picture", (await picture(400, 200).jpeg().toBuffer()).subarray(0, 300)],
])("%s is no photo", async (_, bytes) => {
  await expect(plainPhoto(bytes)).rejects.toThrow();
});
