import type { FieldSettings } from '../answers/field-settings.js';
import { TooFewDocumentsError } from '../errors.js';
import { buildLayout } from '../layout/build-layout.js';
import { createRandom } from '../random.js';
import { groupSenders } from '../senders/sender-groups.js';
import { SenderIndex } from '../senders/sender-index.js';
import { senderWords } from '../senders/sender-words.js';
import type { FieldConfig, SkippedDocument, TrainingDocument } from '../types.js';
import { assignFolds } from './assign-folds.js';
import { planField } from './plan-field.js';
import type { PlanOptions, Target, TrainingPlan, TrainingTask } from './training-plan.js';

export const MIN_DOCUMENTS = 5;
/** Few documents are parted more finely: what four fifths of them teach says little of what all do. */
const FOLDS = 5;
const FEW_DOCUMENTS = 40;
const FOLDS_OF_FEW = 10;

/** What one fit costs in comparison. */
const COST = { spans: 8, candidates: 1, classes: 1 } as const;

/**
 * Splits a training into independent tasks, so that a caller may run them in worker threads. Everything in and out is
 * structured-cloneable. Throws {@link TooFewDocumentsError} when fewer than 5 documents have a usable value.
 */
export function planTraining(
  documents: readonly TrainingDocument[],
  fields: FieldConfig,
  { seed = 1, folds }: PlanOptions = {},
): TrainingPlan {
  const laidOut = documents.map((document) => ({ document, layout: buildLayout(document.pages) }));
  const planned = Object.entries(fields).map(([label, definition]) => planField(label, definition, laidOut));
  const settings = planned.map((field) => field.settings);
  const targets = planned.map((field) => field.targets);
  const usable = documents.filter((_, index) => targets.some((field) => field[index]?.state === 'found'));
  if (usable.length < MIN_DOCUMENTS) throw new TooFewDocumentsError(describeShortage(usable.length, settings, targets));
  const wanted = folds ?? (usable.length < FEW_DOCUMENTS ? FOLDS_OF_FEW : FOLDS);
  const foldCount = Math.max(2, Math.min(wanted, usable.length));
  const words = laidOut.map(({ layout }) => senderWords(layout));
  const foldOf = assignFolds(groupSenders(SenderIndex.of(words), words), foldCount, createRandom(seed * 31 + 7));
  return {
    seed,
    folds: foldCount,
    documents,
    fields: settings,
    targets,
    foldOf,
    skipped: findSkipped(documents, settings, targets),
    tasks: listTasks(settings, foldCount),
  };
}

function listTasks(settings: readonly FieldSettings[], folds: number): TrainingTask[] {
  const fits = settings.flatMap((field, index) =>
    [null, ...Array.from({ length: folds }, (_, fold) => fold)].map((fold) => ({
      field: index,
      fold,
      cost: COST[field.learner],
    })),
  );
  const total = fits.reduce((sum, { cost }) => sum + cost, 0);
  return fits
    .sort((a, b) => b.cost - a.cost)
    .map(({ field, fold, cost }, id) => ({ id, field, fold, share: cost / total }));
}

function findSkipped(
  documents: readonly TrainingDocument[],
  settings: readonly FieldSettings[],
  targets: readonly (readonly Target[])[],
): SkippedDocument[] {
  return documents.flatMap(({ id, pages }, index) => {
    const own = targets.map((field) => field[index]);
    if (own.some((target) => target?.state !== 'unusable')) return [];
    if (pages.every((page) => page.words.length === 0)) return [{ documentId: id, reason: 'no words on its pages' }];
    const reasons = own.map((target, field) =>
      target?.state === 'unusable' ? `${settings[field]?.label}: ${target.reason}` : '',
    );
    return [{ documentId: id, reason: reasons.join('; ') }];
  });
}

function describeShortage(
  usable: number,
  settings: readonly FieldSettings[],
  targets: readonly (readonly Target[])[],
): string {
  const perLabel = settings.map(({ label }, field) => {
    const counts = new Map<string, number>();
    for (const target of targets[field] ?? []) {
      const what = target.state === 'found' ? 'usable' : target.state === 'absent' ? 'without a value' : target.reason;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const parts = [...counts].map(([what, count]) => `${count} × ${what}`);
    return `${label}: ${parts.join(', ') || 'no documents'}`;
  });
  return `${usable} usable ${usable === 1 ? 'document' : 'documents'}, at least ${MIN_DOCUMENTS} are needed. ${perLabel.join('. ')}.`;
}
