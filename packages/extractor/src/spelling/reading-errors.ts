import { alignCharacters } from './align-characters.js';

/** A true value and the text that was read where it stands, with the reader's confidence in each character. */
export interface ReadValue {
  truth: string;
  read: string;
  confidences: readonly number[];
}

/** Stands for a line's end in what was read. */
const BREAK = '\n';

/** How often characters were read as others: what {@link ReadingErrors} is made from, as JSON. */
export interface ErrorCounts {
  /** By true character, with a line break after it where one follows. */
  seen: Record<string, number>;
  /** By true and read character, one after the other: "O0". */
  changed: Record<string, number>;
  lost: Record<string, number>;
  added: Record<string, number>;
  /** By class of confidence: characters read, and errors among them. */
  readAt: number[];
  wrongAt: number[];
}

/** Upper ends of the classes of the reader's confidence; beyond the last one it had no doubt. */
const CONFIDENCE_CLASSES = [0.7, 0.8, 0.9, 0.95, 0.98];
/** How many characters the expectations before any training weigh. */
const CHARACTER_WEIGHT = 25;
/** The same for all characters of a kind together. */
const KIND_WEIGHT = 300;
const EXPECTED = {
  letter: { changed: 0.006, lost: 0.002, added: 0.001 },
  digit: { changed: 0.004, lost: 0.001, added: 0.0005 },
  space: { changed: 0.001, lost: 0.01, added: 0.01 },
  sign: { changed: 0.02, lost: 0.02, added: 0.005 },
} as const;
const LOOK_ALIKE = [
  '0OQD',
  '1IL|!',
  '5S',
  '8B',
  '2Z',
  '6G',
  'VY',
  'UV',
  'CGO',
  'EF',
  'HN',
  'MN',
  'RPK',
  '.,',
  ';:',
  'TI',
  "'`′’",
  '-–',
];
const CHARACTERS = 60;

/** What readers get wrong, counted over values whose truth is known. */
export function countErrors(values: readonly ReadValue[]): ErrorCounts {
  const classes = CONFIDENCE_CLASSES.length + 1;
  const counts: ErrorCounts = {
    seen: {},
    changed: {},
    lost: {},
    added: {},
    readAt: new Array<number>(classes).fill(0),
    wrongAt: new Array<number>(classes).fill(0),
  };
  for (const { truth, read, confidences } of values) {
    for (const pair of alignCharacters(truth, read)) {
      const confidence = confidenceClass(confidences[Math.min(pair.at, confidences.length - 1)] ?? 1);
      const character = pair.read === BREAK ? ' ' : pair.read;
      counts.readAt[confidence] = (counts.readAt[confidence] ?? 0) + 1;
      if (pair.truth !== character) counts.wrongAt[confidence] = (counts.wrongAt[confidence] ?? 0) + 1;
      const next = read.charAt(pair.read === null ? pair.at : pair.at + 1);
      if (pair.truth === null) {
        increase(counts.added, character ?? '');
        continue;
      }
      const where = next === BREAK ? BREAK : '';
      increase(counts.seen, pair.truth + where);
      if (character === null) increase(counts.lost, pair.truth + where);
      else if (character !== pair.truth) increase(counts.changed, pair.truth + character);
    }
  }
  return counts;
}

const increase = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

function confidenceClass(confidence: number): number {
  const index = CONFIDENCE_CLASSES.findIndex((end) => confidence < end);
  return index < 0 ? CONFIDENCE_CLASSES.length : index;
}

type Kind = keyof typeof EXPECTED;
type Rates = Record<'changed' | 'lost' | 'added', number>;

/** How likely a reader is to lose, add or mistake a character, in log probabilities. */
export class ReadingErrors {
  readonly #counts: ErrorCounts;
  readonly #scales: readonly number[];
  readonly #total: number;
  readonly #rates: Record<Kind, Rates>;

  constructor(counts: ErrorCounts) {
    this.#counts = counts;
    const read = sum(counts.readAt);
    const usual = (sum(counts.wrongAt) + 2) / (read + 100);
    this.#scales = counts.readAt.map((count, index) => {
      const rate = ((counts.wrongAt[index] ?? 0) + 30 * usual) / (count + 30);
      return Math.log(Math.max(0.1, Math.min(10, rate / usual)));
    });
    this.#total = sum(Object.values(counts.seen));
    const kinds: readonly Kind[] = ['letter', 'digit', 'space', 'sign'];
    this.#rates = Object.fromEntries(kinds.map((kind) => [kind, this.#ratesOf(kind)])) as Record<Kind, Rates>;
  }

  /** Added to the logarithm of an error's probability where the reader had this confidence. */
  scaleAt(confidence: number): number {
    return this.#scales[confidenceClass(confidence)] ?? 0;
  }

  changed(truth: string, read: string): number {
    const expected = this.#rates[kindOf(truth)].changed * likeness(truth, read);
    return smooth(this.#counts.changed[truth + read], this.#seen(truth), expected);
  }

  /** `where` is a line break where one follows, else nothing. */
  lost(truth: string, where: '\n' | ''): number {
    const { lost, seen } = this.#counts;
    return smooth(lost[truth + where], seen[truth + where], this.#rates[kindOf(truth)].lost);
  }

  added(read: string): number {
    return smooth(this.#counts.added[read], this.#total, this.#rates[kindOf(read)].added / 20);
  }

  #seen(truth: string): number {
    return (this.#counts.seen[truth] ?? 0) + (this.#counts.seen[truth + BREAK] ?? 0);
  }

  #ratesOf(kind: Kind): Rates {
    const ofKind = (counts: Record<string, number>): number =>
      sum(Object.entries(counts).map(([key, count]) => (kindOf(key.charAt(0)) === kind ? count : 0)));
    const { seen, changed, lost, added } = this.#counts;
    const rate = (count: number, of: number, expected: number): number =>
      (count + KIND_WEIGHT * expected) / (of + KIND_WEIGHT);
    return {
      changed: rate(ofKind(changed), ofKind(seen), EXPECTED[kind].changed),
      lost: rate(ofKind(lost), ofKind(seen), EXPECTED[kind].lost),
      added: rate(ofKind(added), this.#total, EXPECTED[kind].added),
    };
  }
}

const smooth = (count = 0, seen = 0, expected = 0): number =>
  Math.log((count + CHARACTER_WEIGHT * expected) / (seen + CHARACTER_WEIGHT));

/** The share of all misreadings of one character that look like another. */
function likeness(truth: string, read: string): number {
  const [first, second] = [truth.toUpperCase(), read.toUpperCase()];
  if (first === second) return 0.2;
  if (LOOK_ALIKE.some((group) => group.includes(first) && group.includes(second))) return 0.3;
  return kindOf(truth) === kindOf(read) ? 1 / CHARACTERS : 0.3 / CHARACTERS;
}

function kindOf(character: string): Kind {
  if (character === ' ') return 'space';
  if (/\p{N}/u.test(character)) return 'digit';
  return /\p{L}/u.test(character) ? 'letter' : 'sign';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
