/** Features are hashed to this many bits: one weight each, collisions are harmless noise. */
export const FEATURE_BITS = 18;
export const FEATURE_COUNT = 1 << FEATURE_BITS;

/** A 32-bit hash of a string (FNV-1a with a finishing avalanche). */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** A 32-bit hash of three integers. */
export function hashIntegers(first: number, second: number, third: number): number {
  let hash = Math.imul(first + 1, 0x9e3779b1) ^ second;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) ^ third;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The index of a feature: a template's number and up to two values. */
export function hashFeature(template: number, first = 0, second = 0): number {
  return hashIntegers(template, first, second) & (FEATURE_COUNT - 1);
}
