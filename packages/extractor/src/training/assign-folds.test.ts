import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { assignFolds } from './assign-folds.js';

/** Documents that no other document of their sender shares a training with. */
function shareAlone(groups: readonly number[], foldOf: readonly number[]): number {
  const alone = groups.filter(
    (group, document) => !groups.some((other, index) => other === group && foldOf[index] !== foldOf[document]),
  );
  return alone.length / groups.length;
}

it('folds are about equally large, and every document has one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(8), { minLength: 10, maxLength: 80 }),
      fc.integer({ min: 2, max: 10 }),
      fc.nat(),
      (groups, folds, seed) => {
        const foldOf = assignFolds(groups, folds, createRandom(seed));
        const sizes = Array.from({ length: folds }, (_, fold) => foldOf.filter((own) => own === fold).length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(groups.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.ceil((2.5 * groups.length) / folds));
      },
    ),
  );
});

it('some senders are held out as a whole, others are known to the models', () => {
  const groups = Array.from({ length: 60 }, (_, document) => document % 15);
  const alone = shareAlone(groups, assignFolds(groups, 5, createRandom(1)));
  expect(alone).toBeGreaterThanOrEqual(1 / 3);
  expect(alone).toBeLessThan(0.6);
});

it('no sender is held out on purpose where enough documents are the only ones of theirs', () => {
  const groups = Array.from({ length: 60 }, (_, document) => (document < 30 ? document : 30 + (document % 2)));
  expect(shareAlone(groups, assignFolds(groups, 5, createRandom(1)))).toBe(0.5);
});
