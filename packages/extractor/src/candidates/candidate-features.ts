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

/** The features of each candidate: its tokens, its labels and those of all places with its value, its rank among the others. */
export function buildCandidateFeatures(
  document: Document,
  candidates: readonly Candidate[],
  type: CandidateType,
): SparseRows {
  const builder = new SparseRowsBuilder();
  const emit: Emit = (template, first, second) => builder.add(hashFeature(template, first, second));
  const ranks = rankValues(candidates, type);
  const relations = type === 'amount' ? relateAmounts(ranks.decimals) : null;
  const labels = candidates.map((candidate) => labelFeatures(candidate, document));
  const shared = shareLabels(candidates, labels);
  for (const [index, candidate] of candidates.entries()) {
    emitTokens(candidate, document.tokenFeatures, emit);
    emitRanks({ candidate, index, count: candidates.length }, ranks, emit);
    if (relations) emitRelations(relations(candidate.key), ranks.decimalRankOf(candidate.key), emit);
    emitText(candidate, emit);
    for (const label of labels[index] ?? []) builder.add(label);
    for (const label of shared.get(candidate.key) ?? []) builder.add(hashFeature(TEMPLATE.labelOfValue, label));
    builder.endRow();
  }
  return builder.build();
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
  emit(TEMPLATE.occurrence, Math.min(occurrence, 4), Math.min(places.length - 1 - occurrence, 4));
  const fifth = Math.min(5, Math.floor((5 * ranks.decimals.length) / 10));
  emit(TEMPLATE.rankOfAll, Math.min(decimalRank, 5), fifth);
  if (candidate.joined) emit(TEMPLATE.joined);
}

function emitRelations(
  { isDifference, isSum, hasTaxShare, roundness }: AmountRelation,
  rank: number,
  emit: Emit,
): void {
  const pair = (isDifference ? 2 : 0) + (isSum ? 1 : 0);
  emit(TEMPLATE.difference, pair);
  emit(TEMPLATE.differenceAndRank, pair, Math.min(rank, 4));
  emit(TEMPLATE.roundness, roundness);
  emit(TEMPLATE.taxShare, hasTaxShare ? 1 : 0, Math.min(rank, 3));
}

/** Its format, and the characters right before and after it. */
function emitText({ text, segment, start, end }: Candidate, emit: Emit): void {
  const plain = (part: string): number => hashString(part.toLowerCase().replace(/\d/g, '0').trim());
  emit(TEMPLATE.format, hashString(text.replace(/\d/g, '0').replace(/\p{L}+/gu, 'A')));
  emit(TEMPLATE.charactersBefore, plain(segment.text.slice(Math.max(0, start - 4), start)));
  emit(TEMPLATE.charactersAfter, plain(segment.text.slice(end, end + 3)));
}
