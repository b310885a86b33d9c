import { readFile } from 'node:fs/promises';
import type { GroundTruthItem } from '@las/client';
import { UserError } from '../user-error.js';

const labelForm = /^[0-9A-Za-z_]{1,36}$/;
const longestValue = 1024;

/**
 * Reads the true values of a document: `[{"label": "total", "value": "12.50"}, …]`, or the short form
 * `{"total": "12.50", …}`.
 *
 * @throws UserError when the file is no JSON of either form, or a label or value is not as it has to be
 */
export async function readGroundTruth(file: string): Promise<GroundTruthItem[]> {
  const json = await readJson(file);
  if (Array.isArray(json)) return json.map((item, index) => toItem(item, `${file}, entry ${index + 1}`));
  if (isObject(json)) return Object.entries(json).map(([label, value]) => toItem({ label, value }, file));
  throw new UserError(`${file}: should be a list of {"label": …, "value": …}`);
}

/** @throws UserError when the file is no JSON */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not readable as JSON: ${error instanceof Error ? error.message : error}`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws UserError when it is no label that the service takes */
export function checkLabel(label: unknown, place: string): string {
  if (typeof label === 'string' && labelForm.test(label)) return label;
  throw new UserError(`${place}: label ${JSON.stringify(label)} should be 1 to 36 letters, digits or underscores`);
}

function toItem(item: unknown, place: string): GroundTruthItem {
  if (!isObject(item)) throw new UserError(`${place}: should be {"label": …, "value": …}`);
  const label = checkLabel(item.label, place);
  const { value } = item;
  if (value === null || typeof value === 'boolean') return { label, value };
  if (typeof value === 'number') return { label, value: String(value) };
  if (typeof value === 'string' && value.length > 0 && value.length <= longestValue) return { label, value };
  throw new UserError(`${place}: the value of "${label}" should be a text of 1 to ${longestValue} characters, or null`);
}
