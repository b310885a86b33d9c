import type { PreparedDocument } from '../features/prepare.js';
import { type SparseRows, SparseRowsBuilder } from '../features/sparse-rows.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature, hashString } from '../hashing.js';
import type { Segment } from '../layout/layout.js';
import { toLetters } from '../text/normalise.js';
import type { YesNoKind, YesNoPlace } from './yes-no-places.js';

const { yesNo } = TEMPLATE;
const KINDS: readonly YesNoKind[] = ['word', 'boxedWord', 'box'];
/** A label's words that stand nearest to what it names. */
const LABEL_WORDS = 5;

/** The features that every place has: trusted before anything is learned. */
export const placeBias = hashFeature(yesNo.bias);

/** What tells which of the places with a yes or no answers a field: how they are written, and their labels. */
export function placeFeatures(document: PreparedDocument, places: readonly YesNoPlace[]): SparseRows {
  const builder = new SparseRowsBuilder();
  for (const place of places) {
    builder.add(placeBias);
    builder.add(hashFeature(yesNo.kind, KINDS.indexOf(place.kind), place.isLast ? 1 : 0));
    for (const [source, text] of labelsOf(place, document)) addLabel(builder, source, text);
    builder.endRow();
  }
  return builder.build();
}

/** What names a place: what stands before it in its segment, else the segments to its left and above. */
function labelsOf({ segment, start }: YesNoPlace, { layout, descriptions }: PreparedDocument): [number, string][] {
  const before = toLetters(segment.text.slice(0, start));
  if (before !== '') return [[0, before]];
  const left = layout.rows[segment.row]?.segments[segment.column - 1];
  const above = descriptions.segments[segment.index]?.above;
  const lettersOf = (other: Segment | null | undefined) => (other && descriptions.segments[other.index]?.letters) ?? '';
  return [
    [1, lettersOf(left)],
    [2, lettersOf(above)],
  ];
}

function addLabel(builder: SparseRowsBuilder, source: number, text: string): void {
  if (text === '') return;
  const words = text.split(' ').slice(-LABEL_WORDS);
  for (const word of words) {
    builder.add(hashFeature(yesNo.label, hashString(word)));
    builder.add(hashFeature(yesNo.labelAt, hashString(word), source));
  }
  builder.add(hashFeature(yesNo.labelEnd, hashString(words.slice(-2).join(' '))));
}
