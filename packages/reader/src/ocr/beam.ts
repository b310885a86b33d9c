import type { Posteriors } from './recognise.js';

/** A string that a stretch of time steps may spell, and how likely it is of all strings. */
export interface Candidate {
  text: string;
  probability: number;
}

const WIDTH = 8;
// Classes that are less likely at a time step are not followed.
const LEAST_PROBABILITY = 0.003;

interface Prefix {
  text: string;
  last: number;
  /** Of all paths that spell the prefix: those whose last step is a blank, and the others. */
  blank: number;
  filled: number;
}

/**
 * The likeliest strings over some time steps by prefix beam search (Hannun et al., arXiv 1408.2873), best first. Spaces
 * count as blanks: the steps are those of one word.
 *
 * @param steps indices of the time steps, ascending.
 */
export function spellings(
  posteriors: Posteriors,
  steps: readonly number[],
  dictionary: readonly string[],
): Candidate[] {
  let beam: Prefix[] = [{ text: '', last: 0, blank: 1, filled: 0 }];
  for (const step of steps) beam = extend(beam, likelyClasses(posteriors, step, dictionary));
  return beam.map((prefix) => ({ text: prefix.text, probability: total(prefix) }));
}

interface Likely {
  blank: number;
  characters: { index: number; text: string; probability: number }[];
}

function likelyClasses({ data, classes }: Posteriors, step: number, dictionary: readonly string[]): Likely {
  const likely: Likely = { blank: 0, characters: [] };
  for (let index = 0, at = step * classes; index < classes; index++, at++) {
    const probability = data[at] ?? 0;
    const text = dictionary[index] ?? '';
    if (index === 0 || text === ' ') likely.blank += probability;
    else if (probability >= LEAST_PROBABILITY) likely.characters.push({ index, text, probability });
  }
  return likely;
}

function extend(beam: readonly Prefix[], { blank, characters }: Likely): Prefix[] {
  const next = new Map<string, Prefix>();
  const at = (text: string, last: number): Prefix => {
    const known = next.get(text) ?? { text, last, blank: 0, filled: 0 };
    next.set(text, known);
    return known;
  };
  for (const prefix of beam) {
    at(prefix.text, prefix.last).blank += total(prefix) * blank;
    for (const { index, text, probability } of characters) {
      const repeats = index === prefix.last;
      if (repeats) at(prefix.text, prefix.last).filled += prefix.filled * probability;
      at(prefix.text + text, index).filled += (repeats ? prefix.blank : total(prefix)) * probability;
    }
  }
  return [...next.values()]
    .filter((prefix) => total(prefix) > 0)
    .sort((a, b) => total(b) - total(a))
    .slice(0, WIDTH);
}

function total({ blank, filled }: Prefix): number {
  return blank + filled;
}
