import type { FieldSettings } from '../answers/field-settings.js';
import { writeText } from '../answers/write-value.js';
import { joinTokens, type Layout } from '../layout/layout.js';
import { readSpan } from '../spelling/read-span.js';
import { toAlphanumeric } from '../text/normalise.js';
import type { FieldDefinition, TrainingDocument } from '../types.js';
import { learnDateOrders } from './date-orders.js';
import { learnSettings } from './learn-settings.js';
import { findTarget, isCandidateType, type Reading, readTruth } from './targets.js';
import type { Target } from './training-plan.js';

/** A document with its words in reading order. */
export interface LaidOutDocument {
  document: TrainingDocument;
  layout: Layout;
}

/** A value that fewer documents have is not told from the document as a whole. */
const CLASS_DOCUMENTS = 2;
const MAX_CLASSES = 30;

/** Finds a field's values in the documents, and learns how they are read and written. */
export function planField(
  label: string,
  definition: FieldDefinition,
  documents: readonly LaidOutDocument[],
): { settings: FieldSettings; targets: Target[] } {
  const truths = documents.map(({ document }) =>
    readTruth(Object.hasOwn(document.groundTruth, label) ? document.groundTruth[label] : undefined),
  );
  const reading = learnReading(definition, documents, truths);
  const targets = truths.map((truth, index) => {
    const layout = documents[index]?.layout;
    return 'state' in truth || !layout ? (truth as Target) : findTarget(layout, truth.text, reading);
  });
  const classes = isBoolean(label, documents) ? BOOLEANS : findClasses(truths, targets, definition);
  const final = classes ? truths.map((truth) => toClassTarget(truth, classes)) : targets;
  const examples = documents.flatMap(({ layout }, index) => {
    const target = final[index];
    return target?.state === 'found' ? [{ layout, target }] : [];
  });
  const isOptional = final.some(({ state }) => state === 'absent');
  const settings = learnSettings(label, definition, { reading, examples, classes, isOptional });
  return { settings, targets: final.map((target, index) => withReading(target, settings, documents[index]?.layout)) };
}

function withReading(target: Target, settings: FieldSettings, layout: Layout | undefined): Target {
  const [place] = target.state === 'found' ? target.spans : [];
  if (target.state !== 'found' || !place || !layout) return target;
  const [first, last] = place;
  return {
    ...target,
    read: readSpan(layout, { first, last }, writeText(settings, joinTokens(layout, first, last))),
  };
}

type Truth = Target | { text: string };

const textOf = (truth: Truth): string[] => ('state' in truth ? [] : [truth.text]);

function learnReading(
  { type }: FieldDefinition,
  documents: readonly LaidOutDocument[],
  truths: readonly Truth[],
): Reading {
  if (type !== 'date') return { type, dateOrder: 'dayFirst', truthOrder: 'dayFirst' };
  const dated = documents.flatMap(({ layout }, index) =>
    textOf(truths[index] as Truth).map((text) => ({ layout, text })),
  );
  return { type, ...learnDateOrders(dated) };
}

const BOOLEANS = ['true', 'false'];

const isBoolean = (label: string, documents: readonly LaidOutDocument[]): boolean => {
  const truths = documents.map(({ document }) => document.groundTruth[label]).filter((truth) => truth != null);
  return truths.length > 0 && truths.every((truth) => BOOLEANS.includes(String(truth)));
};

/** The few values of a field that mostly do not stand in the documents: a currency, a kind of document. */
function findClasses(
  truths: readonly Truth[],
  targets: readonly Target[],
  { type }: FieldDefinition,
): readonly string[] | null {
  if (isCandidateType(type)) return null;
  const texts = truths.flatMap(textOf);
  const found = targets.filter((target) => target.state === 'found').length;
  if (texts.length < 5 || found >= texts.length / 2) return null;
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const classes = [...counts].filter(([, count]) => count >= CLASS_DOCUMENTS).map(([text]) => text);
  const covered = texts.filter((text) => classes.includes(text)).length;
  return classes.length <= MAX_CLASSES && covered >= 0.8 * texts.length ? classes.sort() : null;
}

function toClassTarget(truth: Truth, classes: readonly string[]): Target {
  if ('state' in truth) return truth;
  if (!classes.includes(truth.text)) return { state: 'unusable', reason: 'too few documents have this value' };
  return { state: 'found', key: toAlphanumeric(truth.text) || truth.text, text: truth.text, spans: [] };
}
