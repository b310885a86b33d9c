/** A training document that seems to come from the sender of another. */
export interface Sibling {
  /** Its place in the list that the index was made of. */
  document: number;
  /** Which share of what is telling in the other document it has, 0..1. */
  share: number;
}

/** Words of a document that are kept: its rarest ones, of those as rare the first. */
const KEPT_WORDS = 48;
const MAX_SIBLINGS = 3;
const LEAST_SHARE = 0.25;
/** What both have in common weighs at least as much as so many words that no third document has. */
const LEAST_COMMON = 4;

/**
 * Tells which training documents come from the sender of a document: from rare words that both have, such as a name, a phone
 * number or a line of terms, each weighted by the square of its inverse document frequency.
 */
export class SenderIndex {
  /** The words of each training document, hashed. */
  readonly stored: readonly (readonly number[])[];
  /** What was found for documents that are asked for once for each field. */
  readonly #found = new WeakMap<readonly number[], Sibling[]>();
  /** By word, the documents that have it. */
  readonly #holders = new Map<number, number[]>();

  constructor(stored: readonly (readonly number[])[]) {
    this.stored = stored;
    for (const [document, words] of stored.entries()) {
      for (const word of words) {
        const holders = this.#holders.get(word);
        if (holders) holders.push(document);
        else this.#holders.set(word, [document]);
      }
    }
  }

  /** Of the distinct words of documents, hashed, in reading order. */
  static of(documents: readonly (readonly number[])[]): SenderIndex {
    const counts = new Map<number, number>();
    for (const words of documents) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const rarity = (word: number): number => counts.get(word) ?? 0;
    const isCommon = (word: number): boolean => documents.length > 4 && rarity(word) > documents.length / 2;
    return new SenderIndex(
      documents.map((words) =>
        words
          .filter((word) => !isCommon(word))
          .sort((a, b) => rarity(a) - rarity(b))
          .slice(0, KEPT_WORDS),
      ),
    );
  }

  /** The documents of the same sender, the surest first; `own` is the document itself where it is in the index. */
  nearest(words: readonly number[], own: number | null): Sibling[] {
    const known = this.#found.get(words);
    if (known) return known;
    const found = this.#find(words, own);
    this.#found.set(words, found);
    return found;
  }

  #find(words: readonly number[], own: number | null): Sibling[] {
    const common = new Map<number, number>();
    let telling = 0;
    for (const word of words) {
      const holders = this.#holders.get(word) ?? [];
      const count = holders.length - (own !== null && holders.includes(own) ? 1 : 0);
      if (count === 0) continue;
      const weight = Math.log((this.stored.length + 1) / (count + 0.5)) ** 2;
      telling += weight;
      for (const holder of holders) {
        if (holder !== own) common.set(holder, (common.get(holder) ?? 0) + weight);
      }
    }
    const least = Math.max(LEAST_SHARE * telling, LEAST_COMMON * Math.log((this.stored.length + 1) / 1.5) ** 2);
    return [...common]
      .filter(([, weight]) => weight >= least)
      .sort(([a, first], [b, second]) => second - first || a - b)
      .slice(0, MAX_SIBLINGS)
      .map(([document, weight]) => ({ document, share: weight / telling }));
  }
}
