import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ModelFormatError } from '../errors.js';
import { MODEL_VERSION, readEnvelope, writeEnvelope } from './envelope.js';
import { restoreWeights, storeWeights } from './sparse-weights.js';

describe('stored weights', () => {
  it('come back to within one step of 16 bits', () => {
    const sparse = fc.array(fc.tuple(fc.nat(400_000), fc.float({ min: -8, max: 8, noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(sparse, (entries) => {
        const weights = new Float32Array(400_001);
        for (const [index, value] of entries) weights[index] = value;
        const stored = storeWeights(weights, 0);
        const restored = restoreWeights(stored);
        for (const [index] of entries) {
          expect(Math.abs(restored[index]! - weights[index]!)).toBeLessThanOrEqual(stored.scale);
        }
        expect(restored.filter((weight) => weight !== 0).length).toBe(stored.count);
      }),
      { numRuns: 30 },
    );
  });

  it('leave out what is below the threshold', () => {
    const stored = storeWeights(Float32Array.of(0, 0.001, -1, 0.5), 0.01);
    expect([...restoreWeights(stored)].map((weight) => weight !== 0)).toEqual([false, false, true, true]);
  });

  it('are refused when they point beyond the table', () => {
    const stored = storeWeights(Float32Array.of(0, 0, 0, 1), 0);
    expect(() => restoreWeights({ ...stored, length: 2 })).toThrow(RangeError);
    expect(() => restoreWeights({ ...stored, count: 2 })).toThrow(RangeError);
  });
});

describe('envelope', () => {
  const bytes = writeEnvelope({ json: { a: 'å' }, blocks: Uint8Array.of(1, 2, 3) });

  it('gives back what was put in', () => {
    expect(readEnvelope(bytes)).toEqual({ json: { a: 'å' }, blocks: Uint8Array.of(1, 2, 3) });
  });

  it('reads bytes that do not begin their buffer', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readEnvelope(shifted.subarray(3)).json).toEqual({ a: 'å' });
  });

  test.each([
    ['nothing', new Uint8Array(0), 'not an extraction model'],
    ['a foreign file', new TextEncoder().encode('%PDF-1.7 and much more'), 'not an extraction model'],
    ['half a file', bytes.slice(0, -2), 'damaged'],
    ['another version', bytes.with(4, MODEL_VERSION + 1), 'version'],
  ])('refuses %s', (_, given, message) => {
    expect(() => readEnvelope(given)).toThrow(ModelFormatError);
    expect(() => readEnvelope(given)).toThrow(message);
  });

  it('notices every changed byte', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        // Bytes 6 and 7 are not used.
        fc.pre(index !== 6 && index !== 7);
        expect(() => readEnvelope(bytes.with(index, bytes[index]! ^ change))).toThrow(ModelFormatError);
      }),
    );
  });
});
