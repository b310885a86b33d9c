import { padded, rotateLeft } from './bytes.js';

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

/** FIPS 180-4, section 6.1. */
export function sha1(message: Uint8Array): Uint8Array {
  const view = padded(message, 64, false);
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  for (let block = 0; block < view.byteLength; block += 64) addBlock(state, view, block);
  const result = new DataView(new ArrayBuffer(20));
  for (const [index, word] of state.entries()) result.setUint32(4 * index, word);
  return new Uint8Array(result.buffer);
}

function addBlock(state: Uint32Array, view: DataView, block: number): void {
  const schedule = new Int32Array(80);
  const past = (round: number, back: number) => schedule[round - back] ?? 0;
  for (let round = 0; round < 80; round++) {
    schedule[round] =
      round < 16
        ? view.getInt32(block + 4 * round)
        : rotateLeft(past(round, 3) ^ past(round, 8) ^ past(round, 14) ^ past(round, 16), 1);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (const [round, word] of schedule.entries()) {
    const quarter = Math.floor(round / 20);
    const mixed = quarter === 0 ? (b & c) | (~b & d) : quarter === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const next = (rotateLeft(a, 5) + mixed + e + (CONSTANTS[quarter] ?? 0) + word) | 0;
    [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next];
  }
  for (const [index, word] of [a, b, c, d, e].entries()) state[index] = (state[index] ?? 0) + word;
}
