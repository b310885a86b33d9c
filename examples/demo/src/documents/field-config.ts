import type { Field, FieldConfig, FieldType, GroundTruthItem } from '@las/client';
import { UserError } from '../user-error.js';
import { checkLabel, isObject, readJson } from './ground-truth-file.js';

const fieldTypes: readonly FieldType[] = [
  'date',
  'amount',
  'number',
  'letter',
  'phone',
  'alphanum',
  'alphanumext',
  'all',
];
const longestValue = 1024;

/**
 * Reads a model's fields: `{"total": {"type": "amount", "maxLength": 12}, …}`.
 *
 * @throws UserError when the file is no JSON of that form
 */
export async function readFieldConfig(file: string): Promise<FieldConfig> {
  const json = await readJson(file);
  if (!isObject(json) || Object.keys(json).length === 0) {
    throw new UserError(`${file}: should be an object of at least one field by label`);
  }
  return Object.fromEntries(
    Object.entries(json).map(([label, field]) => [checkLabel(label, file), toField(field, { file, label })]),
  );
}

function toField(field: unknown, { file, label }: { file: string; label: string }): Field {
  const place = `${file}: "${label}"`;
  if (!isObject(field)) throw new UserError(`${place} should be {"type": …, "maxLength": …}`);
  const type = fieldTypes.find((name) => name === field.type);
  if (!type) throw new UserError(`${place}: type should be one of ${fieldTypes.join(', ')}`);
  const { maxLength, description } = field;
  if (typeof maxLength !== 'number' || !Number.isInteger(maxLength) || maxLength < 1 || maxLength > longestValue) {
    throw new UserError(`${place}: maxLength should be a whole number from 1 to ${longestValue}`);
  }
  return { type, maxLength, ...(typeof description === 'string' ? { description } : {}) };
}

/** Finds fields that fit the true values: their labels, the type that nearly all values of a label have, room to spare. */
export function inferFieldConfig(documents: readonly (readonly GroundTruthItem[])[]): FieldConfig {
  const values = new Map<string, string[]>();
  for (const { label, value } of documents.flat()) {
    const known = values.get(label) ?? [];
    if (value !== null) known.push(String(value));
    values.set(label, known);
  }
  return Object.fromEntries([...values].map(([label, known]) => [label, inferField(known)]));
}

const dateForms = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(\d{2})?$/,
  /^\d{1,2}\.?[ -]\p{L}{3,9}\.?,?[ -]\d{2}(\d{2})?$/u,
  /^\p{L}{3,9}\.? \d{1,2},? \d{4}$/u,
];
const typeForms: readonly (readonly [FieldType, readonly RegExp[]])[] = [
  ['date', dateForms],
  ['amount', [/^-?(\p{Sc}|[A-Z]{3})? ?-?\d[\d., ']*[.,]\d{2}( ?(\p{Sc}|[A-Z]{3}|kr))?$/u]],
  ['number', [/^\d+$/]],
];
/** A few slips among the values should not turn a date into mere text. */
const shareOfType = 0.9;

function inferField(values: readonly string[]): Field {
  const hasForm = (forms: readonly RegExp[]) => {
    const fitting = values.filter((value) => forms.some((form) => form.test(value.trim()))).length;
    return values.length > 0 && fitting >= shareOfType * values.length;
  };
  const [type] = typeForms.find(([, forms]) => hasForm(forms)) ?? ['all' as const];
  const longest = values.reduce((length, value) => Math.max(length, value.length), 0);
  return { type, maxLength: Math.min(longestValue, Math.max(16, Math.ceil(longest * 1.5))) };
}
