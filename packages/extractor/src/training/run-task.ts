import { predictField } from '../answers/predict-field.js';
import { type PreparedDocument, prepareDocument } from '../features/prepare.js';
import { groupSenders } from '../senders/sender-groups.js';
import { SenderIndex } from '../senders/sender-index.js';
import { type FitExample, fitField } from './fit-field.js';
import type { Target, TaskResult, TrainingPlan, TrainingTask } from './training-plan.js';

/** What is made of a plan's documents once in each thread. */
const prepared = new WeakMap<TrainingPlan, (PreparedDocument | undefined)[]>();

/** Runs one task of a plan. Give the same plan object each time: what is prepared for one task serves the next. */
export function runTask(plan: TrainingPlan, task: TrainingTask, onProgress?: (fraction: number) => void): TaskResult {
  const settings = plan.fields[task.field];
  const targets = plan.targets[task.field];
  if (!settings || !targets) throw new RangeError(`The plan has no field ${task.field}`);
  const isLeftOut = (index: number): boolean => task.fold !== null && plan.foldOf[index] === task.fold;
  const kept = targets.flatMap((target, index) => (isLeftOut(index) ? [] : [{ target, index }]));
  const words = kept.map(({ index }) => documentOf(plan, index).senderWords);
  const senders = SenderIndex.of(words);
  const groups = groupSenders(senders, words);
  const examples = kept.flatMap(({ target, index }, position): FitExample[] =>
    isUsable(target)
      ? [{ document: documentOf(plan, index), position, group: groups[position] ?? position, target }]
      : [],
  );
  const seed = plan.seed * 10_007 + task.field * 101 + (task.fold ?? 50);
  const weights = fitField(settings, examples, { seed, senders, ...(onProgress && { onProgress }) });
  if (task.fold === null) return { task, weights, predictions: [] };
  const predictions = targets.flatMap((target, index) =>
    isUsable(target) && isLeftOut(index)
      ? [{ document: index, prediction: predictField(settings, weights, documentOf(plan, index)) }]
      : [],
  );
  return { task, weights: null, predictions };
}

const isUsable = (target: Target): target is FitExample['target'] => target.state !== 'unusable';

function documentOf(plan: TrainingPlan, index: number): PreparedDocument {
  const documents = prepared.get(plan) ?? [];
  prepared.set(plan, documents);
  const known = documents[index] ?? prepareDocument(plan.documents[index]?.pages ?? []);
  documents[index] = known;
  return known;
}
