import { expect, it } from 'vitest';
import { FeatureDropout } from '../learning/feature-dropout.js';
import { createRandom } from '../random.js';
import { FeatureOwners } from './feature-owners.js';
import { rowOf, SparseRowsBuilder } from './sparse-rows.js';

function rowsOf(...features: readonly number[]) {
  const builder = new SparseRowsBuilder();
  for (const feature of features) builder.add(feature);
  builder.endRow();
  return builder.build();
}

it('a feature belongs to the sender that alone has it', () => {
  const owners = new FeatureOwners([
    { features: rowsOf(1, 2), group: 10 },
    { features: rowsOf(1, 3), group: 10 },
    { features: rowsOf(1, 4), group: 11 },
    ...Array.from({ length: 4 }, (_, index) => ({ features: rowsOf(5), group: 20 + index })),
  ]);
  const known = [1, 2, 3, 4, 5].map((feature) => owners.isOwn(feature, 10));
  expect(known).toEqual([false, true, true, false, false]);
  const kept = new FeatureDropout({ row: 0, document: 0 }, createRandom(1)).apply(rowsOf(1, 2, 4, 5), (feature) =>
    owners.isOwn(feature, 10),
  );
  expect([...rowOf(kept, 0)]).toEqual([1, 4, 5]);
});

it('what most documents have in common belongs to nobody', () => {
  const owners = new FeatureOwners(Array.from({ length: 5 }, () => ({ features: rowsOf(1), group: 1 })));
  expect(owners.isOwn(1, 1)).toBe(false);
});
