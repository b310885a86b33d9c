import { joinTokens, type Layout } from '../layout/layout.js';
import { similarity } from '../text/edit-distance.js';
import { squeeze, toAlphanumeric } from '../text/normalise.js';
import type { Span } from './train-spans.js';

/** The least similarity at which a span is taken for the value. */
const ACCEPTED = 0.7;
/** Spans this much less similar than the best are taken for occurrences of the value, too. */
const TOLERANCE = 0.06;
const MAX_TOKENS = 80;
/** Steps of the comparison after which a document is given up: only odd ones get there. */
const BUDGET = 150_000_000;

interface Match {
  first: number;
  last: number;
  score: number;
}

/** The spans where a value stands, best first, none overlapping another; empty when it is not in the document. */
export function alignValue(layout: Layout, value: string): Span[] {
  const matches = findMatches(layout, toAlphanumeric(value));
  const exact = squeeze(value);
  for (const match of matches) {
    const text = squeeze(joinTokens(layout, match.first, match.last));
    match.score += 0.02 * similarity(text, exact) - 1e-6 * (match.last - match.first);
  }
  matches.sort((a, b) => b.score - a.score);
  const best = matches[0]?.score ?? 0;
  if (best < ACCEPTED) return [];
  const kept: Match[] = [];
  for (const match of matches) {
    if (match.score < best - TOLERANCE) break;
    if (!kept.some((other) => match.first <= other.last && other.first <= match.last)) kept.push(match);
  }
  return kept.map(({ first, last }) => [first, last]);
}

function findMatches(layout: Layout, wanted: string): Match[] {
  if (wanted === '') return [];
  const texts = layout.tokens.map((token) => toAlphanumeric(token.text));
  const search: Search = { layout, texts, wanted, best: 0, budget: BUDGET, matches: [] };
  for (const [index, text] of texts.entries()) {
    if (text !== '' && search.budget > 0) extendFrom(search, index);
  }
  return search.matches.filter((match) => match.score >= search.best - 0.1);
}

interface Search {
  layout: Layout;
  texts: readonly string[];
  wanted: string;
  best: number;
  budget: number;
  matches: Match[];
}

/** Compares the value with the text from a token on, token by token, and notes where it is similar. */
function extendFrom(search: Search, first: number): void {
  const { texts, wanted } = search;
  const distances = Uint16Array.from({ length: wanted.length + 1 }, (_, index) => index);
  const longest = Math.ceil(wanted.length * 1.3) + 2;
  const end = Math.min(texts.length, first + MAX_TOKENS);
  let length = 0;
  for (let last = first; last < end; last++) {
    const text = texts[last] as string;
    length += text.length;
    if (length > longest) return;
    for (let index = 0; index < text.length; index++) advance(distances, wanted, text.charCodeAt(index));
    search.budget -= text.length * wanted.length;
    const distance = distances[wanted.length] as number;
    const score = 1 - distance / Math.max(length, wanted.length);
    if (score > 0.6 && score >= search.best - 0.12) {
      search.matches.push({ first, last, score });
      search.best = Math.max(search.best, score);
    }
    if (1 - least(distances) / wanted.length < 0.5) return;
  }
}

/** One row of the edit distance: one more character of the text. */
function advance(distances: Uint16Array, wanted: string, code: number): void {
  let diagonal = distances[0] as number;
  let left = diagonal + 1;
  distances[0] = left;
  for (let index = 1; index < distances.length; index++) {
    const up = distances[index] as number;
    const substituted = diagonal + (wanted.charCodeAt(index - 1) === code ? 0 : 1);
    left = Math.min(substituted, up + 1, left + 1);
    distances[index] = left;
    diagonal = up;
  }
}

function least(distances: Uint16Array): number {
  let lowest = distances[0] as number;
  for (const distance of distances) if (distance < lowest) lowest = distance;
  return lowest;
}
