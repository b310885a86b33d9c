import { CountedGrams, extendHash, NOTHING } from './counted-grams.js';

/** Characters of context that are looked at. */
const ORDER = 8;
/** Characters of context by which what may come next is listed. */
const PLAUSIBLE_LENGTH = 2;
/** The code that stands before a text and after it. */
export const EDGE = 0;
/** Codes of characters that were never seen begin here. */
const FOREIGN = 1 << 20;
/** What a character that was never seen shares its probability with. */
const UNSEEN_CHARACTERS = 60;

/** What was said so far, as far as it matters for what comes next. */
export interface Context {
  /** Hashes of the last characters: none, one, two, … */
  hashes: Int32Array;
  /** Where these are counted; as many as were ever seen before something else. */
  slots: number[];
}

/** Texts, each with how often it was seen. */
export type CountedTexts = readonly { text: string; count: number }[];

/**
 * How likely a character is after others, learned from texts: character n-grams up to nine with interpolated Kneser-Ney smoothing
 * (Chen and Goodman 1999), so that what was seen often is nearly certain and what is new costs little more than its letters.
 */
export class CharacterModel {
  readonly alphabet: readonly string[];
  readonly #codes: ReadonlyMap<string, number>;
  readonly #grams: CountedGrams;
  readonly #discounts: readonly number[];
  readonly #plausible = new Map<number, readonly number[]>();

  constructor(texts: CountedTexts) {
    this.alphabet = [...new Set(texts.flatMap(({ text }) => text.split('')))].sort();
    this.#codes = new Map(this.alphabet.map((character, index) => [character, index + 1]));
    const characters = texts.reduce((sum, { text }) => sum + text.length + 1, 0);
    this.#grams = new CountedGrams(characters * (ORDER + 1));
    for (const { text, count } of texts) this.#learn(text, count);
    const rarities = this.#grams.rarities(ORDER + 1);
    this.#discounts = rarities.map(({ once, twice }) => (once + 1) / (once + 2 * twice + 1.2));
  }

  codeOf(character: string): number {
    return this.#codes.get(character) ?? FOREIGN + character.charCodeAt(0);
  }

  characterOf(code: number): string {
    return code >= FOREIGN ? String.fromCharCode(code - FOREIGN) : (this.alphabet[code - 1] ?? '');
  }

  /** Before the first character. */
  start(): Context {
    let hash = NOTHING;
    const hashes = Int32Array.from({ length: ORDER + 1 }, (_, length) => {
      hash = length === 0 ? NOTHING : extendHash(hash, EDGE);
      return hash;
    });
    return this.#contextOf(hashes);
  }

  follow({ hashes }: Context, code: number): Context {
    const next = new Int32Array(ORDER + 1);
    next[0] = NOTHING;
    for (let length = 1; length <= ORDER; length++) next[length] = extendHash(hashes[length - 1] as number, code);
    return this.#contextOf(next);
  }

  /** The probability of a character's code, or of {@link EDGE} for the end. */
  probability({ hashes, slots }: Context, code: number): number {
    const grams = this.#grams;
    let probability = 1 / (this.alphabet.length + UNSEEN_CHARACTERS);
    for (let length = 0; length < slots.length; length++) {
      const slot = slots[length] as number;
      const count = code < FOREIGN ? grams.countOf(extendHash(hashes[length] as number, code)) : 0;
      const discount = this.#discounts[length + 1] as number;
      const share = discount * (grams.followers[slot] as number) * probability;
      probability = (Math.max(0, count - discount) + share) / (grams.totals[slot] as number);
    }
    return probability;
  }

  /** The codes that were ever seen after the last two characters. */
  plausible({ hashes, slots }: Context): readonly number[] {
    const hash = hashes[Math.min(PLAUSIBLE_LENGTH, slots.length - 1)] as number;
    const known = this.#plausible.get(hash);
    if (known) return known;
    const codes = this.alphabet.map((_, index) => index + 1);
    const plausible = codes.filter((code) => this.#grams.countOf(extendHash(hash, code)) > 0);
    this.#plausible.set(hash, plausible);
    return plausible;
  }

  #contextOf(hashes: Int32Array): Context {
    const slots: number[] = [];
    for (const hash of hashes) {
      const slot = this.#grams.find(hash);
      if (slot < 0 || this.#grams.totals[slot] === 0) break;
      slots.push(slot);
    }
    return { hashes, slots };
  }

  /** The longest strings count as often as they are seen, shorter ones once for each character that stands before them. */
  #learn(text: string, count: number): void {
    const codes = [...new Array<number>(ORDER).fill(EDGE), ...text.split('').map((each) => this.codeOf(each)), EDGE];
    for (let index = ORDER; index < codes.length; index++) {
      for (let length = ORDER, added = count; length >= 0; length--) {
        let context = NOTHING;
        for (let at = index - length; at < index; at++) context = extendHash(context, codes[at] as number);
        const gram = extendHash(context, codes[index] as number);
        if (!this.#grams.add(context, gram, { count: added, length: length + 1 })) break;
        added = 1;
      }
    }
  }
}
