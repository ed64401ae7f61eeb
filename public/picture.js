// A picture of a plan's drawing that holds its scenario as the other files do.

import { MARK } from "./files.js";

/** Pixels for each unit of the drawing. */
const SCALE = 2;
/** Milliseconds until the picture is let go of. */
const PATIENCE = 10_000;

/** Makes a picture of the drawing at this address, and gives it to be kept. */
export async function picture(address) {
  const text = await (await fetch(address)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * SCALE, image.naturalHeight * SCALE];
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const [scenario] = text.slice(text.indexOf(MARK)).split("<");
  const picture = withText(new Uint8Array(await drawn.arrayBuffer()), `${scenario.replaceAll("&amp;", "&")}\n`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = `${new URL(address).pathname.split("/")[2]}-system.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

/** The picture with a comment behind its first chunk, which ends at byte 33 (PNG, third edition, 11.3.3.2). */
function withText(png, text) {
  const data = new TextEncoder().encode(`tEXtComment\0${text}`);
  const chunk = new Uint8Array(data.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length - 4);
  chunk.set(data, 4);
  view.setUint32(data.length + 4, checksum(data));
  return new Blob([png.subarray(0, 33), chunk, png.subarray(33)], { type: "image/png" });
}

/** CRC-32 of the bytes (PNG, third edition, annex D). */
function checksum(bytes) {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest >>> 0;
}
