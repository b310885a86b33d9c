import { describe, expect, it } from 'vitest';
import type { Choice, RawPrediction } from '../answers/choice.js';
import { loadModel } from '../load-model.js';
import { makeInvoices } from '../testing/synthetic-invoices.js';
import { planTraining } from '../training/plan-training.js';
import { train } from '../training/train.js';
import type { TrainingDocument } from '../types.js';
import { learnRelations } from './learn-relations.js';
import { reconcile } from './reconcile.js';

const nowhere = { place: null, leastWordConfidence: 1, meanWordConfidence: 1, occurrences: 1 };
const choice = (key: string, probability: number): Choice => ({ key, text: key, probability, ...nowhere });
const prediction = (absent: number, ...choices: Choice[]): RawPrediction => ({ choices, absent });

const amount = { type: 'amount', maxLength: 12 } as const;
const fields = { net: amount, tax: amount, total: amount };

/** Invoices whose totals are net and tax, but every `wrong`th, which is a unit off. */
function taxed(count: number, wrong = Number.POSITIVE_INFINITY): TrainingDocument[] {
  const net = (total: string) => (Number(total) * 0.8).toFixed(2);
  const tax = (total: string) => (Number(total) * 0.2).toFixed(2);
  return makeInvoices(count, {
    truth: ({ total, index }) => ({ net: net(total), tax: index % wrong === 0 ? null : tax(total), total }),
  });
}

function relationsOf(documents: readonly TrainingDocument[]) {
  const plan = planTraining(documents, fields);
  return learnRelations(plan.fields, plan.targets);
}

describe('relations', () => {
  it('are found where amounts add up in enough ground truths', () => {
    const [relation, ...others] = relationsOf(taxed(20));
    expect(relation).toMatchObject({ parts: [0, 1], sum: 2 });
    expect(relation!.weight).toBeGreaterThan(3);
    expect(others).toEqual([]);
  });

  it('rest only on documents that have all three', () => {
    expect(relationsOf(taxed(20, 4))).toHaveLength(1);
    expect(relationsOf(taxed(10, 2))).toEqual([]);
  });

  it('are not found where amounts add up by chance', () => {
    const documents = taxed(20).map((document, index) =>
      index % 4 === 0
        ? { ...document, groundTruth: { ...document.groundTruth, net: document.groundTruth.tax! } }
        : document,
    );
    expect(relationsOf(documents)).toEqual([]);
  });

  it('are kept in models, whose answers add up', () => {
    const { model } = train(taxed(12), fields);
    for (const { pages } of taxed(30).slice(20)) {
      const [net, tax, total] = loadModel(model)
        .extract(pages)
        .map(({ value }) => Number(value));
      expect(Math.abs(net! + tax! - total!)).toBeLessThanOrEqual(0.011);
    }
  });
});

describe('reconciling', () => {
  const relation = { parts: [0, 1], sum: 2, weight: 4 } as const;
  const net = prediction(0.1, choice('80.00', 0.9));
  const tax = prediction(0, choice('15.00', 0.6), choice('20.00', 0.4));
  const total = prediction(0, choice('100.00', 1));

  it('prefers amounts that add up', () => {
    const [, reconciled] = reconcile([net, tax, total], [relation]);
    expect(reconciled!.choices.map(({ key }) => key)).toEqual(['20.00', '15.00']);
  });

  it('keeps probabilities a distribution', () => {
    for (const { choices, absent } of reconcile([net, tax, total], [relation]).flatMap((one) => one ?? [])) {
      expect(choices.reduce((sum, { probability }) => sum + probability, absent)).toBeCloseTo(1, 12);
    }
  });

  it('changes nothing where no amounts add up, or a field was not predicted', () => {
    const other = [net, tax, prediction(0, choice('77.00', 1))];
    expect(reconcile(other, [relation])).toEqual(other);
    expect(reconcile([net, undefined, total], [relation])).toEqual([net, undefined, total]);
  });
});
