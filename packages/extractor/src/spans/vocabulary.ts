import type { Descriptions } from '../features/descriptions.js';
import { type SparseRows, SparseRowsBuilder } from '../features/sparse-rows.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature, hashIntegers } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import { type CountTable, countSets, lookUpCount } from './count-table.js';
import type { Span } from './train-spans.js';

/** In how many documents a word stands inside the value, outside of it, and which pairs of words stand inside. */
export interface Vocabulary {
  inside: CountTable;
  outside: CountTable;
  pairs: CountTable;
}

/** What one document adds to the counts. */
export interface VocabularyShare {
  inside: ReadonlySet<number>;
  outside: ReadonlySet<number>;
  pairs: ReadonlySet<number>;
}

interface Described {
  layout: Layout;
  descriptions: Descriptions;
}

const pairKey = (first: number, second: number): number => hashIntegers(TEMPLATE.vocabulary.pair, first, second);

export function shareOf({ descriptions }: Described, positives: readonly Span[]): VocabularyShare {
  const words = descriptions.tokens.map((token) => token.word);
  const inValue = new Uint8Array(words.length);
  for (const [first, last] of positives) inValue.fill(1, first, last + 1);
  const inside = new Set(words.filter((_, index) => inValue[index] === 1));
  const outside = new Set(words.filter((_, index) => inValue[index] === 0));
  const [first, last] = positives[0] ?? [0, -1];
  const pairs = new Set<number>();
  for (let index = first; index < last; index++) pairs.add(pairKey(words[index] ?? 0, words[index + 1] ?? 0));
  return { inside, outside, pairs };
}

export function buildVocabulary(shares: readonly VocabularyShare[]): Vocabulary {
  return {
    inside: countSets(shares.map((share) => share.inside)),
    outside: countSets(shares.map((share) => share.outside)),
    pairs: countSets(shares.map((share) => share.pairs)),
  };
}

/**
 * Features of how much each token's words belong into the value. A document that the vocabulary was built from gives its own
 * share, which is taken off the counts (leave-one-out): else the features would promise more than they hold. It may also give
 * those of all documents of its sender, to see what is known of one that is new.
 */
export function buildVocabularyFeatures(
  vocabulary: Vocabulary,
  document: Described,
  own: readonly VocabularyShare[],
): SparseRows {
  const { layout, descriptions } = document;
  const words = descriptions.tokens.map((token) => scoreWord(vocabulary, token.word, own));
  const segments = layout.segments.map(({ firstToken, endToken }) => scoreSegment(words.slice(firstToken, endToken)));
  const rows = layout.rows.map((row) => Math.max(...row.segments.map((segment) => segments[segment.index] ?? 0)));
  const pairCount = (index: number): number => {
    const key = pairKey(descriptions.tokens[index]?.word ?? 0, descriptions.tokens[index + 1]?.word ?? 0);
    return Math.min(3, lookUpCount(vocabulary.pairs, key) - own.filter(({ pairs }) => pairs.has(key)).length);
  };
  const builder = new SparseRowsBuilder();
  const { vocabulary: templates } = TEMPLATE;
  for (const { index, segment, row } of layout.tokens) {
    const emit = (template: number, first: number, second = 0): void =>
      builder.add(hashFeature(template, first, second));
    const { gain, count } = words[index] ?? UNKNOWN;
    const value = segments[segment.index] ?? 0;
    const above = row > segment.page.firstRow ? (rows[row - 1] ?? 99) : 99;
    const below = row + 1 < segment.page.endRow ? (rows[row + 1] ?? 99) : 99;
    emit(templates.own, gain);
    emit(templates.count, count);
    emit(templates.ownAndBefore, gain, words[index - 1]?.gain ?? 9);
    emit(templates.ownAndAfter, gain, words[index + 1]?.gain ?? 9);
    emit(templates.segment, value);
    emit(templates.segmentInRow, value, Math.min(row - segment.page.firstRow, 7));
    emit(templates.rowAbove, above, segment.firstToken === index ? 1 : 0);
    emit(templates.rowBelow, below, segment.endToken - 1 === index ? 1 : 0);
    emit(templates.segmentAndAbove, value, above);
    emit(templates.segmentAndBelow, value, below);
    if (index + 1 < words.length) emit(templates.pairAfter, pairCount(index));
    if (index > 0) emit(templates.pairBefore, pairCount(index - 1));
    builder.endRow();
  }
  return builder.build();
}

interface WordScore {
  /** Log odds of standing inside the value, -4..4. */
  gain: number;
  /** Documents with the word inside the value, on a logarithmic scale. */
  count: number;
  known: boolean;
}

const UNKNOWN: WordScore = { gain: 0, count: 0, known: false };

function scoreWord(vocabulary: Vocabulary, word: number, own: readonly VocabularyShare[]): WordScore {
  const inside = lookUpCount(vocabulary.inside, word) - own.filter(({ inside }) => inside.has(word)).length;
  const outside = lookUpCount(vocabulary.outside, word) - own.filter(({ outside }) => outside.has(word)).length;
  const gain = Math.round(1.2 * Math.log((inside + 0.4) / (outside + 0.4)));
  return {
    gain: Math.max(-4, Math.min(4, gain)),
    count: Math.min(5, Math.ceil(Math.log2(inside + 1))),
    known: inside > 0,
  };
}

/** How many of a segment's words have been seen inside the value, and how many of them more than outside, in thirds. */
function scoreSegment(words: readonly WordScore[]): number {
  const known = words.filter((word) => word.known).length;
  const typical = words.filter((word) => word.known && word.gain > 0).length;
  const count = Math.max(1, words.length);
  return Math.round((3 * known) / count) * 4 + Math.round((3 * typical) / count);
}
