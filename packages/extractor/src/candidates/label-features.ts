import type { Descriptions } from '../features/descriptions.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature, hashString } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import type { Candidate } from './find-candidates.js';

const MAX_WORDS = 8;

/** Features of the words that name a candidate: those to its left in the row, else the segment above it. */
export function labelFeatures(
  candidate: Candidate,
  document: { layout: Layout; descriptions: Descriptions },
): number[] {
  const beside = wordsBeside(candidate, document);
  const words = beside.length > 0 ? beside : wordsAbove(candidate, document.descriptions);
  const source = beside.length > 0 ? 0 : 1;
  const last = words.slice(-MAX_WORDS);
  const features = last.map((word) => hashFeature(TEMPLATE.label, hashString(word), source));
  for (const [index, word] of last.entries()) {
    if (index > 0) features.push(hashFeature(TEMPLATE.labelPair, hashString(`${last[index - 1]} ${word}`), source));
  }
  features.push(hashFeature(TEMPLATE.labelWhole, hashString(last.join(' ')), source));
  return features;
}

function wordsBeside(
  { segment, start }: Candidate,
  { layout, descriptions }: { layout: Layout; descriptions: Descriptions },
): string[] {
  const words: string[] = [];
  for (const other of layout.rows[segment.row]?.segments ?? []) {
    if (other === segment) break;
    words.push(...splitWords(descriptions.segments[other.index]?.letters ?? ''));
  }
  const before = segment.text.slice(0, start).toLowerCase();
  words.push(...splitWords(before.replace(/[^\p{L}%]+/gu, ' ').trim()));
  return words;
}

function wordsAbove({ segment }: Candidate, { segments }: Descriptions): string[] {
  const above = segments[segment.index]?.above;
  return splitWords((above && segments[above.index]?.letters) ?? '');
}

const splitWords = (text: string): string[] => (text === '' ? [] : text.split(' '));
