import { type CandidateType, findCandidates } from '../candidates/find-candidates.js';
import { joinTokens, type Layout } from '../layout/layout.js';
import { similarity } from '../text/edit-distance.js';
import { toAlphanumeric } from '../text/normalise.js';
import type { DateOrder } from '../values/dates.js';

/** A text of a document that is like a value, 1 being the same letters and digits. */
export interface NearText {
  text: string;
  similarity: number;
}

/** Less similar texts have nothing to do with the value. */
const LEAST_SIMILARITY = 0.5;
/** Longer values and documents are looked at as far as this. */
const MAX_VALUE_CHARACTERS = 200;
const MAX_CHARACTERS = 100_000;

/** The candidate whose key is most similar to another key; null when none is. */
export function nearestCandidate(
  layout: Layout,
  key: string,
  { type, dateOrder }: { type: CandidateType; dateOrder: DateOrder },
): NearText | null {
  let best: NearText | null = null;
  for (const candidate of findCandidates(layout, type, dateOrder)) {
    const alike = similarity(candidate.key, key);
    if (alike > (best?.similarity ?? LEAST_SIMILARITY)) best = { text: candidate.text, similarity: alike };
  }
  return best;
}

/** The run of tokens that is most similar to a value; null when none is. */
export function nearestTokens(layout: Layout, value: string): NearText | null {
  const wanted = toAlphanumeric(value).slice(0, MAX_VALUE_CHARACTERS);
  const { text, tokenOf } = flatten(layout);
  if (wanted === '' || text === '') return null;
  const { start, end, distance } = findSubstring(text, wanted);
  const alike = 1 - distance / Math.max(wanted.length, end - start);
  const [first, last] = [tokenOf[start], tokenOf[end - 1]];
  if (first === undefined || last === undefined || alike < LEAST_SIMILARITY) return null;
  return { text: joinTokens(layout, first, last), similarity: alike };
}

/** The letters and digits of a document in one string, with the token that each comes from. */
function flatten({ tokens }: Layout): { text: string; tokenOf: number[] } {
  let text = '';
  const tokenOf: number[] = [];
  for (const token of tokens) {
    if (text.length > MAX_CHARACTERS) break;
    const own = toAlphanumeric(token.text);
    text += own;
    for (let index = 0; index < own.length; index++) tokenOf.push(token.index);
  }
  return { text, tokenOf };
}

/** The part of a text at the least edit distance (Sellers, 1980). */
function findSubstring(text: string, wanted: string): { start: number; end: number; distance: number } {
  const height = wanted.length;
  let distances = Uint16Array.from({ length: height + 1 }, (_, row) => row);
  let starts = new Int32Array(height + 1);
  let best = { start: 0, end: 0, distance: height };
  for (let column = 1; column <= text.length; column++) {
    const nextDistances = new Uint16Array(height + 1);
    const nextStarts = new Int32Array(height + 1);
    nextStarts[0] = column;
    for (let row = 1; row <= height; row++) {
      const isSame = text.charCodeAt(column - 1) === wanted.charCodeAt(row - 1);
      const replaced = (distances[row - 1] as number) + (isSame ? 0 : 1);
      const skipped = (distances[row] as number) + 1;
      const missed = (nextDistances[row - 1] as number) + 1;
      const least = Math.min(replaced, skipped, missed);
      nextDistances[row] = least;
      nextStarts[row] = (
        least === replaced ? starts[row - 1] : least === skipped ? starts[row] : nextStarts[row - 1]
      ) as number;
    }
    [distances, starts] = [nextDistances, nextStarts];
    const distance = distances[height] as number;
    if (distance < best.distance) best = { start: starts[height] as number, end: column, distance };
  }
  return best;
}
