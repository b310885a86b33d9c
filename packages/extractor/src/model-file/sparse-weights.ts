/** Weights as they are stored: the distance to each non-zero one (variable length), then its value in 16 bits. */
export interface StoredWeights {
  length: number;
  count: number;
  /** The value of one step of the 16-bit number. */
  scale: number;
  bytes: Uint8Array;
}

const STEPS = 32767;
/** At most this many bytes for each weight: three for a distance up to 2 million, two for the value. */
const MOST_BYTES = 5;

/** Stores the weights that are at least `threshold` in size. */
export function storeWeights(weights: Float32Array, threshold: number): StoredWeights {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / STEPS || 1;
  const kept: number[] = [];
  for (const [index, weight] of weights.entries()) {
    if (Math.abs(weight) >= threshold && Math.round(weight / scale) !== 0) kept.push(index);
  }
  const bytes = new Uint8Array(kept.length * MOST_BYTES);
  let length = 0;
  let previous = -1;
  for (const index of kept) {
    let distance = index - previous - 1;
    previous = index;
    while (distance > 127) {
      bytes[length++] = (distance & 127) | 128;
      distance >>>= 7;
    }
    bytes[length++] = distance;
    const value = Math.round((weights[index] as number) / scale);
    bytes[length++] = value & 255;
    bytes[length++] = (value >> 8) & 255;
  }
  return { length: weights.length, count: kept.length, scale, bytes: bytes.slice(0, length) };
}

/** The weights back, those left out as zero. Throws a RangeError where the bytes do not hold what they should. */
export function restoreWeights({ length, count, scale, bytes }: StoredWeights): Float32Array {
  const weights = new Float32Array(length);
  let at = 0;
  let index = -1;
  for (let read = 0; read < count; read++) {
    let distance = 0;
    let shift = 0;
    let byte = bytes[at++] ?? 0;
    while (byte > 127) {
      distance |= (byte & 127) << shift;
      shift += 7;
      byte = bytes[at++] ?? 0;
    }
    index += (distance | (byte << shift)) + 1;
    if (index >= length) throw new RangeError('A weight lies beyond its table');
    weights[index] = ((((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) << 16) >> 16) * scale;
    at += 2;
  }
  if (at !== bytes.length) throw new RangeError('Weights of the wrong length');
  return weights;
}
