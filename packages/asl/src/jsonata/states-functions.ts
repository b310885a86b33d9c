import { digest, digestNames, isDigestName } from '../digest/digest.js';
import { partition, range } from '../intrinsics/arrays.js';
import { decodeBase64, encodeBase64 } from '../intrinsics/encoding.js';
import { requireInteger } from '../intrinsics/requirements.js';
import { parseJsonText } from '../json-text.js';
import { seededRandom } from '../seeded-random.js';
import type { Json } from '../types.js';
import { copyData } from './data.js';
import type { Implementation } from './engine.js';
import { guardOf } from './guard.js';
import { failure } from './operators.js';

/** The functions that AWS adds to JSONata, and those that would otherwise ask the host for time, chance or codecs. */
export function statesFunctions(
  fromMillis: Implementation,
): Readonly<Record<string, { run: Implementation; signature?: string }>> {
  return {
    partition: {
      signature: '<an:a>',
      run(items, size) {
        return Array.isArray(items) && size !== undefined
          ? partition(items as Json[], requireInteger(size as Json))
          : undefined;
      },
    },
    range: {
      signature: '<nnn:a>',
      run(first, last, step) {
        const bounds = [first, last, step];
        if (bounds.includes(undefined)) return undefined;
        const [from = 0, to = 0, by = 0] = bounds.map((bound) => requireInteger(bound as Json));
        return range(from, to, by);
      },
    },
    hash: {
      signature: '<s-s?:s>',
      run(text, algorithm = 'SHA-256') {
        if (text === undefined) return undefined;
        if (!isDigestName(algorithm)) {
          throw failure('D3137', { message: `The algorithm has to be one of ${digestNames.join(', ')}` });
        }
        guardOf(this).budget.spend((text as string).length * 4);
        return digest(algorithm, text as string);
      },
    },
    random: {
      signature: '<n?:n>',
      run(seed) {
        return seed === undefined ? guardOf(this).scope.moment.random() : seededRandom(requireInteger(seed as Json));
      },
    },
    uuid: {
      signature: '<:s>',
      run() {
        return guardOf(this).scope.moment.uuid();
      },
    },
    parse: {
      signature: '<s-:x>',
      run(text) {
        return text === undefined ? undefined : parseJsonText(text as string);
      },
    },
    now: {
      signature: '<s?s?:s>',
      run(picture, timezone) {
        return fromMillis.call(this, guardOf(this).scope.moment.now, picture, timezone);
      },
    },
    millis: {
      signature: '<:n>',
      run() {
        return guardOf(this).scope.moment.now;
      },
    },
    clone: {
      signature: '<(oa)-:o>',
      run(value) {
        if (value === undefined) return undefined;
        guardOf(this).spendFor(value, 4);
        return copyData(value);
      },
    },
    base64encode: {
      signature: '<s-:s>',
      run(text) {
        return text === undefined ? undefined : encodeBase64(text as string);
      },
    },
    base64decode: {
      signature: '<s-:s>',
      run(text) {
        return text === undefined ? undefined : decodeBase64(text as string);
      },
    },
  };
}
