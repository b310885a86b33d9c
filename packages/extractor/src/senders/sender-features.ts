import type { Candidate } from '../candidates/find-candidates.js';
import type { Descriptions } from '../features/descriptions.js';
import { type SparseRows, SparseRowsBuilder } from '../features/sparse-rows.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import { agreement, type SenderEvidence } from './sender-evidence.js';
import { placeOfSpan } from './value-place.js';

interface Described {
  layout: Layout;
  descriptions: Descriptions;
}

const { sender } = TEMPLATE;

/** This share of a value's words has to stand in a document for the value to be looked for there. */
const PRESENT = 0.6;

/** How far each token agrees with where, and what, the value was in documents of the same sender; no features without evidence. */
export function tokenSenderFeatures(document: Described, evidence: SenderEvidence | null): SparseRows {
  const builder = new SparseRowsBuilder();
  const values = evidence ? valuesPresent(document, evidence) : [];
  const first = new Set(values.map((words) => words[0]));
  const last = new Set(values.map((words) => words.at(-1)));
  const inside = new Set(values.flat());
  for (const [index, { word }] of document.descriptions.tokens.entries()) {
    if (evidence && values.length > 0) {
      const words = (first.has(word) ? 1 : 0) + (last.has(word) ? 2 : 0) + (inside.has(word) ? 4 : 0);
      builder.add(hashFeature(sender.words, words));
      builder.add(hashFeature(sender.wordsAndSureness, words, evidence.sure));
    }
    const place = evidence && placeOfSpan(document, index, index);
    if (evidence && place) addPlace(builder, evidence, agreement(evidence, place));
    builder.endRow();
  }
  return builder.build();
}

/** The words of siblings' values that seem to stand in the document: a sender's own name and address do, a customer's do not. */
function valuesPresent({ descriptions }: Described, { places }: SenderEvidence): (readonly number[])[] {
  const present = new Set(descriptions.tokens.map(({ word }) => word));
  return places
    .map(({ place }) => place.words)
    .filter((words) => words.filter((word) => present.has(word)).length >= PRESENT * words.length);
}

/** The same for candidates; "none", which comes last, has no place. */
export function candidateSenderFeatures(
  document: Described,
  candidates: readonly Candidate[],
  evidence: SenderEvidence | null,
): SparseRows {
  const builder = new SparseRowsBuilder();
  for (const { first, last } of candidates) {
    const place = evidence && placeOfSpan(document, first, last);
    if (evidence && place) addPlace(builder, evidence, agreement(evidence, place));
    builder.endRow();
  }
  builder.endRow();
  return builder.build();
}

function addPlace(
  builder: SparseRowsBuilder,
  { sure }: SenderEvidence,
  { mask, agreeing }: { mask: number; agreeing: number },
): void {
  if (mask === 0) return;
  builder.add(hashFeature(sender.place, mask));
  builder.add(hashFeature(sender.placeAndSureness, mask, sure));
  builder.add(hashFeature(sender.label, mask & 3));
  builder.add(hashFeature(sender.agreeing, agreeing, sure));
}
