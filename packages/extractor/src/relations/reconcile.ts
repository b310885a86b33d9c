import type { RawPrediction } from '../answers/choice.js';
import { toCents } from '../values/amounts.js';
import { addUp } from './add-up.js';
import type { Relation } from './relation.js';

/**
 * The predictions for a document's fields in the light of each other: combinations of choices whose amounts add up become
 * likelier, and with them the choices. A field without a prediction takes no part.
 */
export function reconcile(
  predictions: readonly (RawPrediction | undefined)[],
  relations: readonly Relation[],
): (RawPrediction | undefined)[] {
  const reconciled = [...predictions];
  for (const { parts, sum, weight } of relations) {
    const [first, second, whole] = [reconciled[parts[0]], reconciled[parts[1]], reconciled[sum]];
    if (!first || !second || !whole) continue;
    const gained = findSums([first, second, whole], Math.exp(weight) - 1);
    if (gained.total === 0) continue;
    for (const [index, field] of [...parts, sum].entries()) {
      reconciled[field] = raise(reconciled[field], gained.byChoice[index] ?? [], gained.total);
    }
  }
  return reconciled;
}

interface Gained {
  /** By field, by choice: what is added to its probability before all add up to one again. */
  byChoice: number[][];
  total: number;
}

function findSums(
  [first, second, whole]: readonly [RawPrediction, RawPrediction, RawPrediction],
  factor: number,
): Gained {
  const byChoice = [first, second, whole].map(({ choices }) => choices.map(() => 0));
  const [ofFirst = [], ofSecond = [], ofWhole = []] = byChoice;
  const [firsts, seconds, wholes] = [first, second, whole].map(centsOf) as [number[], number[], number[]];
  let total = 0;
  for (const [i, one] of firsts.entries()) {
    for (const [j, other] of seconds.entries()) {
      for (const [k, sum] of wholes.entries()) {
        if (!addUp(one, other, sum)) continue;
        const gain = factor * probabilityOf(first, i) * probabilityOf(second, j) * probabilityOf(whole, k);
        ofFirst[i] = (ofFirst[i] ?? 0) + gain;
        ofSecond[j] = (ofSecond[j] ?? 0) + gain;
        ofWhole[k] = (ofWhole[k] ?? 0) + gain;
        total += gain;
      }
    }
  }
  return { byChoice, total };
}

const centsOf = ({ choices }: RawPrediction): number[] => choices.map(({ key }) => toCents(key));
const probabilityOf = ({ choices }: RawPrediction, index: number): number => choices[index]?.probability ?? 0;

function raise(
  prediction: RawPrediction | undefined,
  gains: readonly number[],
  total: number,
): RawPrediction | undefined {
  if (!prediction) return undefined;
  const choices = prediction.choices.map((choice, index) => ({
    ...choice,
    probability: (choice.probability + (gains[index] ?? 0)) / (1 + total),
  }));
  choices.sort((a, b) => b.probability - a.probability);
  return { choices, absent: prediction.absent / (1 + total) };
}
