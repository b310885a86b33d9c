import type { Descriptions } from '../features/descriptions.js';
import { rowOf, type SparseRows, SparseRowsBuilder } from '../features/sparse-rows.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature, hashString } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import { type AmountRelation, relateAmounts } from './amount-relations.js';
import type { Candidate, CandidateType } from './find-candidates.js';
import { labelFeatures } from './label-features.js';
import { rankValues, type ValueRanks } from './value-ranks.js';

interface Document {
  layout: Layout;
  descriptions: Descriptions;
  tokenFeatures: SparseRows;
}

type Emit = (template: number, first?: number, second?: number) => void;

/** Enough labels to know a value by, few enough for a page of one number repeated a thousand times. */
const MAX_SHARED_LABELS = 96;

/**
 * The features of each candidate: its tokens, its labels and those of all places with its value, its rank among the
 * others. The last row are the features of "none of them".
 */
export function buildCandidateFeatures(
  document: Document,
  candidates: readonly Candidate[],
  type: CandidateType,
): SparseRows {
  const builder = new SparseRowsBuilder();
  const emit: Emit = (template, first, second) => builder.add(hashFeature(template, first, second));
  const ranks = rankValues(candidates, type);
  const relations = type === 'amount' ? relateAmounts(ranks.decimals, percentagesIn(document.layout)) : null;
  const labels = candidates.map((candidate) => labelFeatures(candidate, document));
  const shared = shareLabels(candidates, labels);
  const count = candidates.filter(({ repair }) => repair === null).length;
  let before = 0;
  for (const [index, candidate] of candidates.entries()) {
    emitTokens(candidate, document.tokenFeatures, emit);
    emitRanks({ candidate, index: Math.min(before, count - 1), count }, ranks, emit);
    if (candidate.repair === null) before++;
    if (relations) emitRelations(relations(candidate.key), ranks.decimalRankOf(candidate.key), emit);
    emitText(candidate, emit);
    emitReading(candidate, emit);
    for (const label of labels[index] ?? []) builder.add(label);
    for (const label of shared.get(candidate.key) ?? []) builder.add(hashFeature(TEMPLATE.labelOfValue, label));
    builder.endRow();
  }
  emitAbsence(labels, emit);
  builder.endRow();
  return builder.build();
}

/** What speaks for there being no value: how many candidates there are, and what labels them all. */
function emitAbsence(labels: readonly (readonly number[])[], emit: Emit): void {
  emit(TEMPLATE.absentCandidates, Math.min(labels.length, 4));
  for (const label of new Set(labels.flat())) emit(TEMPLATE.absentLabel, label);
}

function shareLabels(
  candidates: readonly Candidate[],
  labels: readonly (readonly number[])[],
): Map<string, Set<number>> {
  const shared = new Map<string, Set<number>>();
  for (const [index, { key }] of candidates.entries()) {
    const union = shared.get(key) ?? new Set();
    shared.set(key, union);
    for (const label of labels[index] ?? []) if (union.size < MAX_SHARED_LABELS) union.add(label);
  }
  return shared;
}

function emitTokens({ first, last }: Candidate, tokenFeatures: SparseRows, emit: Emit): void {
  for (const feature of rowOf(tokenFeatures, first)) emit(TEMPLATE.candidateFirstToken, feature);
  if (last === first) emit(TEMPLATE.candidateOneToken);
  else for (const feature of rowOf(tokenFeatures, last)) emit(TEMPLATE.candidateLastToken, feature);
}

const MAX_RATES = 6;
const PERCENTAGE = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%/g;

/** The different percentages that stand in a document, but nought. */
function percentagesIn({ segments }: Layout): number[] {
  const found = new Set<number>();
  for (const { text } of segments) {
    for (const [, figure = ''] of text.matchAll(PERCENTAGE)) {
      const rate = Number(figure.replace(',', '.'));
      if (rate > 0 && found.size < MAX_RATES) found.add(rate);
    }
  }
  return [...found];
}

interface Placed {
  candidate: Candidate;
  index: number;
  count: number;
}

function emitRanks({ candidate, index, count }: Placed, ranks: ValueRanks, emit: Emit): void {
  const places = ranks.places.get(candidate.key) ?? [];
  const rank = ranks.rankOf(candidate.key);
  const decimalRank = ranks.decimalRankOf(candidate.key);
  const decimals = candidate.decimals ? 1 : 0;
  emit(TEMPLATE.occurrences, Math.min(places.length, 6));
  emit(TEMPLATE.rank, Math.min(rank, 8));
  emit(TEMPLATE.rankFromEnd, Math.min(ranks.values.length - 1 - rank, 5));
  emit(TEMPLATE.decimalRank, Math.min(decimalRank, 8), decimals);
  emit(TEMPLATE.decimals, decimals);
  emit(TEMPLATE.occurrencesAndRank, Math.min(places.length, 4), Math.min(decimalRank, 4));
  emit(TEMPLATE.order, Math.min(index, 6));
  emit(TEMPLATE.orderFromEnd, Math.min(count - 1 - index, 8));
  const occurrence = places.indexOf(candidate);
  if (occurrence >= 0) emit(TEMPLATE.occurrence, Math.min(occurrence, 4), Math.min(places.length - 1 - occurrence, 4));
  const fifth = Math.min(5, Math.floor((5 * ranks.decimals.length) / 10));
  emit(TEMPLATE.rankOfAll, Math.min(decimalRank, 5), fifth);
  if (candidate.joined) emit(TEMPLATE.joined);
}

const ROLES = ['sum', 'larger', 'smaller'] as const;

function emitRelations({ equations, rate, roundness }: AmountRelation, rank: number, emit: Emit): void {
  const isSum = equations.some(({ role }) => role === 'sum');
  const isPart = equations.some(({ role }) => role !== 'sum');
  const pair = (isPart ? 2 : 0) + (isSum ? 1 : 0);
  emit(TEMPLATE.difference, pair);
  emit(TEMPLATE.differenceAndRank, pair, Math.min(rank, 4));
  emit(TEMPLATE.roundness, roundness);
  emit(TEMPLATE.rate, rate, Math.min(rank, 3));
  for (const { role, size } of equations) emit(TEMPLATE.equation, ROLES.indexOf(role) * 3 + size);
}

/** Its format, and the characters right before and after it. */
function emitText({ text, segment, start, end }: Candidate, emit: Emit): void {
  const plain = (part: string): number => hashString(part.toLowerCase().replace(/\d/g, '0').trim());
  emit(TEMPLATE.format, hashString(text.replace(/\d/g, '0').replace(/\p{L}+/gu, 'A')));
  emit(TEMPLATE.charactersBefore, plain(segment.text.slice(Math.max(0, start - 4), start)));
  emit(TEMPLATE.charactersAfter, plain(segment.text.slice(end, end + 3)));
}

const REPAIRS = ['characters', 'space', 'alternative', 'twin', 'point'] as const;

/** How sure the reader was, and what was changed of what it read. */
function emitReading({ repair, confidence }: Candidate, emit: Emit): void {
  const doubt = doubtClass(confidence);
  if (doubt > 0) emit(TEMPLATE.doubt, doubt, repair === null ? 0 : 1);
  if (repair === null) return;
  emit(TEMPLATE.repaired);
  emit(TEMPLATE.repair, REPAIRS.indexOf(repair), doubt);
}

/** 0 for words read without doubt, up to 4. */
function doubtClass(confidence: number): number {
  return [0.99, 0.97, 0.93, 0.85].filter((limit) => confidence < limit).length;
}
