import { padded, rotateLeft } from './bytes.js';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(2 ** 32 * Math.abs(Math.sin(index + 1))));

/** RFC 1321. */
export function md5(message: Uint8Array): Uint8Array {
  const view = padded(message, 64, true);
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < view.byteLength; block += 64) addBlock(state, view, block);
  const result = new DataView(new ArrayBuffer(16));
  for (const [index, word] of state.entries()) result.setUint32(4 * index, word, true);
  return new Uint8Array(result.buffer);
}

function addBlock(state: Uint32Array, view: DataView, block: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let round = 0; round < 64; round++) {
    const { mixed, word } = mix(round, b, c, d);
    const sum = (a + mixed + (SINES[round] ?? 0) + view.getUint32(block + 4 * word, true)) | 0;
    const shift = SHIFTS[(round >> 4) * 4 + (round % 4)] ?? 0;
    [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, shift)) | 0];
  }
  for (const [index, word] of [a, b, c, d].entries()) state[index] = (state[index] ?? 0) + word;
}

function mix(round: number, b: number, c: number, d: number): { mixed: number; word: number } {
  if (round < 16) return { mixed: (b & c) | (~b & d), word: round };
  if (round < 32) return { mixed: (d & b) | (~d & c), word: (5 * round + 1) % 16 };
  if (round < 48) return { mixed: b ^ c ^ d, word: (3 * round + 5) % 16 };
  return { mixed: c ^ (b | ~d), word: (7 * round) % 16 };
}
