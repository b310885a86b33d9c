import type { RawPrediction } from '../answers/choice.js';
import { type Recall, type Recollection, ValueMemory } from '../answers/value-memory.js';
import { reconcile } from '../relations/reconcile.js';
import type { Relation } from '../relations/relation.js';
import type { Spelling } from '../spelling/speller.js';
import type { Target, TaskResult, TrainingPlan } from './training-plan.js';

/** What a model said about a document that it was not trained on, with the values that it could remember. */
export interface HeldOutPrediction {
  document: number;
  fold: number;
  prediction: RawPrediction;
  /** Recalls for the best choice only: looked up once, for all the ways of using it that are tried. */
  memory: Recall | null;
  target: Target;
}

/** A field's predictions of all folds, in the order of the documents. */
export function collectHeldOut(plan: TrainingPlan, field: number, results: readonly TaskResult[]): HeldOutPrediction[] {
  const targets = plan.targets[field] ?? [];
  const own = results.filter(({ task }) => task.field === field && task.fold !== null);
  const collected = own.flatMap(({ task, predictions }) => {
    const fold = task.fold ?? 0;
    const memory = memoryOf(plan, field, fold);
    return predictions.map(({ document, prediction }) => {
      const target = targets[document] ?? { state: 'unusable', reason: '' };
      return { document, fold, prediction, memory: memory && once(memory), target };
    });
  });
  return collected.sort((a, b) => a.document - b.document);
}

/** All fields' predictions, by field, with those of each document in the light of each other. */
export function reconcileHeldOut(
  fields: readonly (readonly HeldOutPrediction[])[],
  relations: readonly Relation[],
): HeldOutPrediction[][] {
  const byDocument = new Map<number, (RawPrediction | undefined)[]>();
  for (const [field, heldOut] of fields.entries()) {
    for (const { document, prediction } of heldOut) {
      const predictions = byDocument.get(document) ?? fields.map(() => undefined);
      predictions[field] = prediction;
      byDocument.set(document, predictions);
    }
  }
  const reconciled = new Map([...byDocument].map(([document, own]) => [document, reconcile(own, relations)]));
  return fields.map((heldOut, field) =>
    heldOut.map((one) => ({ ...one, prediction: reconciled.get(one.document)?.[field] ?? one.prediction })),
  );
}

/** The values of a field's documents, of one fold left out; only text is remembered. */
export function memoryOf(plan: TrainingPlan, field: number, leftOut: number | null): ValueMemory | null {
  if (plan.fields[field]?.learner !== 'spans') return null;
  const targets = plan.targets[field] ?? [];
  return ValueMemory.of(
    targets.flatMap((target, document) =>
      target.state === 'found' && plan.foldOf[document] !== leftOut
        ? [{ text: target.text, read: target.read ?? null }]
        : [],
    ),
  );
}

function once(memory: ValueMemory): Recall {
  const spelled = new Map<number, Spelling>();
  const recalled = new Map<string, Recollection | null>();
  let known: Spelling | null | undefined;
  return {
    spell: (read, language) => lookUp(spelled, language, () => memory.spell(read, language)),
    likeliestKnown(read) {
      known = known === undefined ? memory.likeliestKnown(read) : known;
      return known;
    },
    recall: (text) => lookUp(recalled, text, () => memory.recall(text)),
  };
}

function lookUp<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.has(key) ? (known.get(key) as Value) : make();
  known.set(key, value);
  return value;
}
