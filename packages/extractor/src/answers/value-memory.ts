import { editDistance } from '../text/edit-distance.js';
import { toAlphanumeric, toDigits } from '../text/normalise.js';
import { WordRepair } from './word-repair.js';

/** A value that training documents had. */
export interface RememberedValue {
  key: string;
  /** Its most frequent writing. */
  text: string;
  /** Documents that had it. */
  count: number;
}

export interface Recollection {
  value: RememberedValue;
  /** 1 when only case, spaces or punctuation differ. */
  similarity: number;
}

/** Where values are looked up. */
export interface Recall {
  /** A text with misread words put right. */
  repair(text: string): string;
  recall(text: string): Recollection | null;
}

/** Nothing less similar than this is recalled. */
const LEAST_SIMILARITY = 0.6;
const MAX_VALUES = 3000;

/** The values of a field's training documents: a second opinion on what was read. */
export class ValueMemory implements Recall {
  readonly values: readonly RememberedValue[];
  #words: WordRepair | undefined;
  readonly #byKey: ReadonlyMap<string, RememberedValue>;

  constructor(values: readonly RememberedValue[]) {
    this.values = values;
    this.#byKey = new Map(values.map((value) => [value.key, value]));
  }

  repair(text: string): string {
    this.#words ??= new WordRepair(this.values);
    return this.#words.repair(text);
  }

  static of(texts: readonly string[]): ValueMemory {
    const writings = new Map<string, Map<string, number>>();
    for (const text of texts) {
      const key = toAlphanumeric(text);
      if (key === '') continue;
      const counts = writings.get(key) ?? new Map<string, number>();
      writings.set(key, counts.set(text, (counts.get(text) ?? 0) + 1));
    }
    const values = [...writings].map(([key, counts]) => {
      const [text] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [key];
      return { key, text, count: [...counts.values()].reduce((sum, count) => sum + count, 0) };
    });
    return new ValueMemory(values.sort((a, b) => b.count - a.count).slice(0, MAX_VALUES));
  }

  /** The most similar value, the more frequent of two that are as similar; null when none is similar. */
  recall(text: string): Recollection | null {
    const key = toAlphanumeric(text);
    const same = this.#byKey.get(key);
    if (same) return { value: same, similarity: 1 };
    let best: Recollection | null = null;
    for (const value of this.values) {
      const longer = Math.max(key.length, value.key.length);
      const limit = Math.floor(longer * (1 - (best?.similarity ?? LEAST_SIMILARITY)));
      if (Math.abs(key.length - value.key.length) > limit) continue;
      const distance = editDistance(key, value.key, limit);
      const similarity = 1 - distance / longer;
      if (distance <= limit && similarity > (best?.similarity ?? 0)) best = { value, similarity };
    }
    return best;
  }
}

export const haveEqualDigits = (first: string, second: string): boolean => toDigits(first) === toDigits(second);
