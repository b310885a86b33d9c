import { type SparseRows, SparseRowsBuilder } from '../features/sparse-rows.js';
import { hashFeature, hashString } from '../hashing.js';

const NONE = '';

/** One row for each class: the document's features told apart by class, so that the learner of candidates serves here, too; "none" last. */
export function classFeatures(features: readonly number[], classes: readonly string[]): SparseRows {
  const builder = new SparseRowsBuilder();
  for (const name of [...classes, NONE]) {
    const hash = hashString(name);
    for (const feature of features) builder.add(hashFeature(feature, hash));
    builder.endRow();
  }
  return builder.build();
}
