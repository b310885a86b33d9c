import { readFile } from 'node:fs/promises';
import type { FieldConfig, FieldDefinition, FieldType } from '@las/extractor';
import type { BenchmarkDocument } from '../documents-file.js';

const TYPE_OF_LABEL: Readonly<Record<string, FieldType>> = { date: 'date', total: 'amount' };

/** The fields to extract: from a JSON file by label, else each label of the documents with a type told from its name. */
export async function loadFieldConfig(
  file: string | undefined,
  documents: readonly BenchmarkDocument[],
): Promise<FieldConfig> {
  if (file !== undefined) return JSON.parse(await readFile(file, 'utf8')) as FieldConfig;
  const labels = new Set(documents.flatMap(({ groundTruth }) => groundTruth.map(({ label }) => label)));
  return Object.fromEntries(
    [...labels].map((label): [string, FieldDefinition] => [
      label,
      { type: TYPE_OF_LABEL[label] ?? 'all', maxLength: 1024 },
    ]),
  );
}
