import type { CountedTexts } from '../spelling/character-model.js';
import { countErrors, type ErrorCounts } from '../spelling/reading-errors.js';
import { type ReadText, Speller } from '../spelling/speller.js';
import { editDistance } from '../text/edit-distance.js';
import { toAlphanumeric } from '../text/normalise.js';

/** A value that training documents had. */
export interface RememberedValue {
  key: string;
  /** Its most frequent writing. */
  text: string;
  /** Documents that had it. */
  count: number;
  /** All its writings, where there are several, with the number of documents. */
  writings?: CountedTexts;
}

/** What is kept of the values of a field's training documents. */
export interface StoredMemory {
  values: readonly RememberedValue[];
  errors: ErrorCounts;
}

/** A training value and what was read where it stands. */
export interface Example {
  text: string;
  read: ReadText | null;
}

export interface Recollection {
  value: RememberedValue;
  /** 1 when only case, spaces or punctuation differ. */
  similarity: number;
}

/** How much known values count against what was read. */
export interface Trust {
  /** 0..1: of the way that they are written; 0 leaves a text as it was read. */
  language: number;
  /** Of whole values, in log odds. */
  values: number;
}

/** Where values are looked up. */
export interface Recall {
  /** The probable text behind one that was read: a known value, or one that is written like known ones. */
  restore(read: ReadText, trust: Trust): string;
  recall(text: string): Recollection | null;
}

/** Nothing less similar than this is recalled. */
const LEAST_SIMILARITY = 0.6;
const MAX_VALUES = 3000;
const MAX_SIMILAR = 6;

/** The values of a field's training documents: a second opinion on what was read. */
export class ValueMemory implements Recall {
  readonly stored: StoredMemory;
  #speller: Speller | undefined;
  readonly #byKey: ReadonlyMap<string, RememberedValue>;
  readonly #writings: ReadonlySet<string>;

  constructor(stored: StoredMemory) {
    this.stored = stored;
    this.#byKey = new Map(stored.values.map((value) => [value.key, value]));
    this.#writings = new Set(stored.values.flatMap((value) => writingsOf(value).map(({ text }) => text)));
  }

  static of(examples: readonly Example[]): ValueMemory {
    const writings = new Map<string, Map<string, number>>();
    for (const { text } of examples) {
      const key = toAlphanumeric(text);
      if (key === '') continue;
      const counts = writings.get(key) ?? new Map<string, number>();
      writings.set(key, counts.set(text, (counts.get(text) ?? 0) + 1));
    }
    const values = [...writings].map(([key, counts]) => toRemembered(key, counts));
    const errors = countErrors(
      examples.flatMap(({ text, read }) => (read ? [{ ...read, read: read.text, truth: text }] : [])),
    );
    return new ValueMemory({ values: values.sort((a, b) => b.count - a.count).slice(0, MAX_VALUES), errors });
  }

  restore(read: ReadText, { language, values }: Trust): string {
    const text = read.text.replace(/\n/g, ' ');
    if (language === 0 || this.#writings.has(text) || this.stored.values.length === 0) return text;
    this.#speller ??= new Speller(this.stored.values.flatMap(writingsOf), this.stored.errors);
    const speller = this.#speller;
    let best = speller.spell(read, language);
    for (const writing of this.#similar(text)) {
      const score = speller.scoreReading(read, writing.text) + Math.log(writing.count) + values;
      if (score > best.score) best = { text: writing.text, score };
    }
    return best.text;
  }

  /** The writings of the values most like a text. */
  #similar(text: string): CountedTexts {
    const key = toAlphanumeric(text);
    const similar = this.stored.values.flatMap((value) => {
      const longer = Math.max(key.length, value.key.length);
      const limit = Math.floor(longer * (1 - LEAST_SIMILARITY));
      const distance =
        Math.abs(key.length - value.key.length) > limit ? limit + 1 : editDistance(key, value.key, limit);
      return distance <= limit ? [{ value, similarity: 1 - distance / longer }] : [];
    });
    similar.sort((a, b) => b.similarity - a.similarity);
    return similar.slice(0, MAX_SIMILAR).flatMap(({ value }) => writingsOf(value));
  }

  /** The most similar value, the more frequent of two that are as similar; null when none is similar. */
  recall(text: string): Recollection | null {
    const key = toAlphanumeric(text);
    const same = this.#byKey.get(key);
    if (same) return { value: same, similarity: 1 };
    let best: Recollection | null = null;
    for (const value of this.stored.values) {
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

function toRemembered(key: string, counts: ReadonlyMap<string, number>): RememberedValue {
  const writings = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
  const count = writings.reduce((sum, writing) => sum + writing.count, 0);
  return { key, text: writings[0]?.text ?? key, count, ...(writings.length > 1 && { writings }) };
}

const writingsOf = ({ text, count, writings }: RememberedValue): CountedTexts => writings ?? [{ text, count }];
