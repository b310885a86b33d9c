import type { RgbImage } from '../image/rgb-image.js';
import { cropLine, type LineCrop } from './crop.js';
import type { LineBox } from './line-box.js';
import type { OcrModels } from './models.js';

/** How likely each character of the dictionary is at each time step of a line; class 0 is the CTC blank. */
export interface Posteriors {
  /** `steps` x `classes`. */
  data: Float32Array;
  steps: number;
  classes: number;
}

/** A character and where along its line it was seen. */
export interface Character {
  text: string;
  probability: number;
  /** Index of the time step at which it first showed. */
  step: number;
}

/** What the recogniser saw in a line. */
export interface RecognisedLine {
  box: LineBox;
  crop: LineCrop;
  posteriors: Posteriors;
  /** In the order of reading, spaces among them. */
  characters: Character[];
  /** Pixels of the crop that one time step stands for. */
  pixelsPerStep: number;
  /** Mean probability of the characters that are no spaces; 0 when there are none. */
  confidence: number;
}

// The network has one output for eight pixels, and narrow letters ("fil") stand closer than that.
export const STRETCH = 1.1;

/** Reads one line: the characters of the likeliest class at each time step, with repeats and blanks dropped (CTC). */
export async function recogniseLine(models: OcrModels, page: RgbImage, box: LineBox): Promise<RecognisedLine> {
  const crop = cropLine(page, box, STRETCH);
  const { data, shape } = await models.recogniser(crop.input, [
    1,
    3,
    crop.input.length / 3 / crop.paddedWidth,
    crop.paddedWidth,
  ]);
  const [, steps = 0, classes = 0] = shape;
  const posteriors = { data, steps, classes };
  const characters = decode(posteriors, models.dictionary);
  const confidence = mean(characters.filter(({ text }) => text !== ' ').map(({ probability }) => probability));
  return { box, crop, posteriors, characters, pixelsPerStep: crop.paddedWidth / Math.max(1, steps), confidence };
}

function decode({ data, steps, classes }: Posteriors, dictionary: readonly string[]): Character[] {
  const characters: Character[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let probability = -1;
    for (let index = 0, at = step * classes; index < classes; index++, at++) {
      const value = data[at] ?? 0;
      if (value > probability) {
        probability = value;
        best = index;
      }
    }
    if (best !== 0 && best !== previous) characters.push({ text: dictionary[best] ?? '', probability, step });
    previous = best;
  }
  return characters;
}

/** 0 for no values. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
