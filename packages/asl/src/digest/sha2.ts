import { padded } from './bytes.js';

/** What sets the members of the family apart: FIPS 180-4, sections 4 to 6. */
interface Variant {
  /** Bits of a word. */
  readonly word: 32 | 64;
  readonly rounds: 64 | 80;
  /** Bytes of the digest. */
  readonly length: number;
  /** Which primes' square roots the state begins with. */
  readonly primes: readonly [number, number];
  /** Rotations of a and e; of the schedule two rotations and a shift each. */
  readonly turns: readonly (readonly [bigint, bigint, bigint])[];
}

const TURNS_32 = [
  [2n, 13n, 22n],
  [6n, 11n, 25n],
  [7n, 18n, 3n],
  [17n, 19n, 10n],
] as const;
const TURNS_64 = [
  [28n, 34n, 39n],
  [14n, 18n, 41n],
  [1n, 8n, 7n],
  [19n, 61n, 6n],
] as const;

const VARIANTS = {
  'SHA-256': { word: 32, rounds: 64, length: 32, primes: [0, 8], turns: TURNS_32 },
  'SHA-384': { word: 64, rounds: 80, length: 48, primes: [8, 16], turns: TURNS_64 },
  'SHA-512': { word: 64, rounds: 80, length: 64, primes: [0, 8], turns: TURNS_64 },
} as const satisfies Record<string, Variant>;

export function sha2(name: keyof typeof VARIANTS, message: Uint8Array): Uint8Array {
  const variant: Variant = VARIANTS[name];
  const { word, length } = variant;
  const view = padded(message, word === 32 ? 64 : 128, false);
  const read = (at: number) => (word === 32 ? BigInt(view.getUint32(at)) : view.getBigUint64(at));
  const state = PRIMES.slice(...variant.primes).map((prime) => fraction(prime, 2n, word));
  for (let block = 0; block < view.byteLength; block += 2 * word) {
    const words = Array.from({ length: 16 }, (_, index) => read(block + (index * word) / 8));
    addBlock(state, words, variant);
  }
  return bytesOf(state, word).slice(0, length);
}

function bytesOf(state: readonly bigint[], word: 32 | 64): Uint8Array {
  const digits = state.map((part) => part.toString(16).padStart(word / 4, '0')).join('');
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number(`0x${digits.slice(2 * index, 2 * index + 2)}`),
  );
}

function addBlock(state: bigint[], words: bigint[], { word, rounds, turns }: Variant): void {
  const [turnsA, turnsE, turns0, turns1] = turns as [Turns, Turns, Turns, Turns];
  const wrap = (value: bigint) => BigInt.asUintN(word, value);
  const rotate = (value: bigint, by: bigint) => (value >> by) | wrap(value << (BigInt(word) - by));
  const sigma = (value: bigint, [r, s, t]: Turns) => rotate(value, r) ^ rotate(value, s) ^ rotate(value, t);
  const small = (value: bigint, [r, s, t]: Turns) => rotate(value, r) ^ rotate(value, s) ^ (value >> t);
  const past = (round: number, back: number) => words[round - back] ?? 0n;
  for (let round = 16; round < rounds; round++) {
    words.push(wrap(small(past(round, 2), turns1) + past(round, 7) + small(past(round, 15), turns0) + past(round, 16)));
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let round = 0; round < rounds; round++) {
    const chosen = (e & f) ^ (wrap(~e) & g);
    const first = h + sigma(e, turnsE) + chosen + constant(round, word) + past(round, 0);
    const second = sigma(a, turnsA) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, wrap(d + first), c, b, a, wrap(first + second)];
  }
  for (const [index, part] of [a, b, c, d, e, f, g, h].entries()) state[index] = wrap((state[index] ?? 0n) + part);
}

type Turns = readonly [bigint, bigint, bigint];

const PRIMES = Array.from({ length: 410 }, (_, number) => number).filter(isPrime);
const CONSTANTS: bigint[] = [];

/** The fractional part of a prime's cube root, in as many bits as a word has. */
function constant(round: number, word: 32 | 64): bigint {
  let bits = CONSTANTS[round];
  if (bits === undefined) {
    bits = fraction(PRIMES[round] ?? 2, 3n, 64);
    CONSTANTS[round] = bits;
  }
  return word === 64 ? bits : bits >> 32n;
}

function fraction(prime: number, root: 2n | 3n, bits: number): bigint {
  const target = BigInt(prime) << (BigInt(bits) * root);
  let low = 0n;
  let high = 1n << BigInt(bits + 9);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** root <= target) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(bits, low);
}

function isPrime(number: number): boolean {
  if (number < 2) return false;
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
