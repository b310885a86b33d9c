import type { CountedTexts } from '../spelling/character-model.js';
import { countErrors, type ErrorCounts } from '../spelling/reading-errors.js';
import { type ReadText, Speller, type Spelling } from '../spelling/speller.js';
import { toAlphanumeric } from '../text/normalise.js';
import { SimilarValues } from './similar-values.js';

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
  /** The most probable text behind one that was read when it is written like known values; `language` as in {@link Trust}. */
  spell(read: ReadText, language: number): Spelling;
  /** The known value that is most probably behind a text that was read, or none when none is similar. */
  likeliestKnown(read: ReadText): Spelling | null;
  recall(text: string): Recollection | null;
}

/** Nothing less similar than this is recalled. */
const LEAST_SIMILARITY = 0.6;
const MAX_VALUES = 3000;
const MAX_SIMILAR = 6;

/** The values of a field's training documents: a second opinion on what was read. */
export class ValueMemory implements Recall {
  readonly stored: StoredMemory;
  #builtSpeller: Speller | undefined;
  #index: SimilarValues<RememberedValue> | undefined;
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

  spell(read: ReadText, language: number): Spelling {
    const text = flatten(read);
    if (this.#writings.has(text) || this.stored.values.length === 0) return { text, score: 0 };
    return this.#speller().spell(read, language);
  }

  likeliestKnown(read: ReadText): Spelling | null {
    const text = flatten(read);
    if (this.#writings.has(text)) return { text, score: 0 };
    let best: Spelling | null = null;
    const similar = this.#similar(toAlphanumeric(text)).slice(0, MAX_SIMILAR);
    for (const writing of similar.flatMap(({ value }) => writingsOf(value))) {
      const score = this.#speller().scoreReading(read, writing.text) + Math.log(writing.count);
      if (score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = { text: writing.text, score };
    }
    return best;
  }

  /** Made only when it is needed: it takes longer than all else that loading a model does. */
  #speller(): Speller {
    this.#builtSpeller ??= new Speller(this.stored.values.flatMap(writingsOf), this.stored.errors);
    return this.#builtSpeller;
  }

  /** The most similar value, the more frequent of two that are as similar; null when none is similar. */
  recall(text: string): Recollection | null {
    const key = toAlphanumeric(text);
    const same = this.#byKey.get(key);
    return same ? { value: same, similarity: 1 } : (this.#similar(key)[0] ?? null);
  }

  #similar(key: string): Recollection[] {
    this.#index ??= new SimilarValues(this.stored.values);
    return this.#index.find(key, LEAST_SIMILARITY);
  }
}

/** The text behind one that was read, as far as known values are trusted. */
export function restore(read: ReadText, memory: Recall, { language, values }: Trust): string {
  if (language === 0) return flatten(read);
  const spelled = memory.spell(read, language);
  const known = memory.likeliestKnown(read);
  return known && known.score + values > spelled.score ? known.text : spelled.text;
}

const flatten = ({ text }: ReadText): string => text.replace(/\n/g, ' ');

function toRemembered(key: string, counts: ReadonlyMap<string, number>): RememberedValue {
  const writings = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
  const count = writings.reduce((sum, writing) => sum + writing.count, 0);
  return { key, text: writings[0]?.text ?? key, count, ...(writings.length > 1 && { writings }) };
}

const writingsOf = ({ text, count, writings }: RememberedValue): CountedTexts => writings ?? [{ text, count }];
