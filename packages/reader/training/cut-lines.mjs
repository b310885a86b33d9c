// Cuts the text lines out of the images of a documents file, exactly as the reader does, and labels them from the
// transcript. Usage: node packages/reader/training/cut-lines.mjs DOCUMENTS.jsonl OUT [VARIED]
// Writes OUT.bin (rows of RGB bytes, 48 high, one line after the other) and OUT.jsonl (document, width, text). VARIED is
// how many times more each line is cut a little differently: as a detector, printer or scanner might also have had it.
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeImage } from '../dist/image/decode.js';
import { CROP_HEIGHT, cropLine } from '../dist/ocr/crop.js';
import { detectLines } from '../dist/ocr/detect.js';
import { sliceBounds } from '../dist/ocr/line-box.js';
import { loadModels } from '../dist/ocr/models.js';
import { STRETCH } from '../dist/ocr/recognise.js';
import { QUALITIES } from '../dist/quality.js';
import { jitterBox, seededRandom, varyInk } from './vary-lines.mjs';

// Of the transcript's box: how much of it a detected line has to cover, and how much of it may belong to a neighbour.
const COVERED = 0.7;
const TOUCHED = 0.15;
const SEED = 1;

const [, , documentsFile, out, varied = '0'] = process.argv;
if (documentsFile === undefined || out === undefined)
  throw new TypeError('Usage: cut-lines.mjs DOCUMENTS.jsonl OUT [VARIED]');
const documents = (await readFile(documentsFile, 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const models = await loadModels();
const random = seededRandom(SEED);
const { maxSide, detectionPixels } = QUALITIES.LOW;
const pixels = createWriteStream(`${out}.bin`);
const index = createWriteStream(`${out}.jsonl`);
let [found, labelled] = [0, 0];
for (const { id, image, width, height, lines } of documents) {
  const bytes = await readFile(join(dirname(documentsFile), image));
  const page = await decodeImage(bytes, { page: 0, maxPixels: 100e6, maxSide });
  const toTranscript = { x: width / page.width, y: height / page.height };
  const boxes = (await detectLines(models.detector, page, detectionPixels)).filter(({ vertical }) => !vertical);
  const bounds = boxes.map((box) => scaleBounds(sliceBounds(box, 0, 1), toTranscript));
  for (const [at, box] of boxes.entries()) {
    found++;
    const text = label(bounds[at], bounds, lines);
    if (text === undefined) continue;
    labelled++;
    write(id, text, cropLine(page, box, STRETCH));
    for (let copy = 0; copy < Number(varied); copy++) {
      const crop = cropLine(page, jitterBox(box, random), STRETCH * (0.88 + 0.27 * random()));
      varyInk(crop, random);
      write(id, text, crop);
    }
  }
}
pixels.end();
index.end();
console.log(`${documents.length} documents, ${found} lines found, ${labelled} of them labelled`);

function write(document, text, crop) {
  pixels.write(toBytes(crop));
  index.write(`${JSON.stringify({ document, width: crop.paddedWidth, inked: crop.width, text })}\n`);
}

/** The transcript's lines that this box and no other covers, from left to right; undefined when that is not clear. */
function label(own, all, lines) {
  const inside = [];
  for (const { box, text } of lines) {
    const covered = share(own, box);
    if (covered < TOUCHED) continue;
    if (covered < COVERED) return undefined;
    if (all.some((other) => other !== own && share(other, box) > TOUCHED * 2)) return undefined;
    inside.push({ box, text });
  }
  if (inside.length === 0) return undefined;
  inside.sort((a, b) => a.box[0] - b.box[0]);
  const stacked = inside.some(({ box }, i) => i > 0 && box[0] < inside[i - 1].box[2] - (box[3] - box[1]) / 2);
  if (stacked) return undefined;
  const [left, right] = [inside[0].box[0], inside.at(-1).box[2]];
  // A box that reaches far beyond its text shows something that the transcript left out.
  const margin = 1.2 * (own[3] - own[1]);
  if (own[0] < left - margin || own[2] > right + margin) return undefined;
  return inside.map(({ text }) => text.trim().replace(/\s+/g, ' ')).join(' ');
}

/** How much of the transcript's box lies in the detected one, 0..1. */
function share([left, top, right, bottom], [x0, y0, x1, y1]) {
  const wide = Math.max(0, Math.min(right, x1) - Math.max(left, x0));
  const high = Math.max(0, Math.min(bottom, y1) - Math.max(top, y0));
  return (wide * high) / Math.max(1, (x1 - x0) * (y1 - y0));
}

function scaleBounds([left, top, right, bottom], { x, y }) {
  return [left * x, top * y, right * x, bottom * y];
}

/** Rows of red, green, blue. */
function toBytes({ input, paddedWidth }) {
  const plane = CROP_HEIGHT * paddedWidth;
  const bytes = Buffer.alloc(3 * plane);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      bytes[pixel * 3 + channel] = Math.round((input[(2 - channel) * plane + pixel] + 1) * 127.5);
    }
  }
  return bytes;
}
