import { type FieldConfig, longestValue, type PredictedField } from '@las/contract';
import type { ExtractedField } from '@las/extractor';
import type { Page, Reading } from '@las/reader';

/** More words than any form of a few pages has; what stands behind them is not looked at. */
const mostWords = 20_000;

/** The pages as far as a model is to look at them. */
export function limitWords<P extends { words: readonly unknown[] }>(pages: readonly P[]): P[] {
  let left = mostWords;
  return pages.map((page) => {
    const words = page.words.slice(0, left);
    left -= words.length;
    return { ...page, words };
  });
}

function isAnswerable({ value }: { value: string | null }): boolean {
  return value === null || (value.length > 0 && value.length <= longestValue);
}

function withWords(field: ExtractedField, pages: ReadonlyMap<number, Page>): PredictedField {
  const words = field.words.flatMap(({ page, word }) => {
    const found = pages.get(page)?.words[word];
    return found ? [{ text: found.text, confidence: found.confidence, page, box: found.box }] : [];
  });
  const alternatives = field.alternatives
    .filter(isAnswerable)
    .map(({ value, confidence, page, box }) => ({ value, confidence, page, box }));
  const { label, value, confidence, page, box } = field;
  return { label, value, confidence, page, box, words, alternatives };
}

/**
 * What a model found in a document, in the order of the configuration and with its words. Fields that one of both does not
 * know are left out.
 */
export function predictedFields(
  extracted: readonly ExtractedField[],
  { pages }: Reading,
  fieldConfig: FieldConfig,
): PredictedField[] {
  const byNumber = new Map(pages.map((page) => [page.number, page]));
  const found = new Map(extracted.map((field) => [field.label, field]));
  return Object.keys(fieldConfig).flatMap((label) => {
    const field = found.get(label);
    return field ? [withWords(field, byNumber)] : [];
  });
}
