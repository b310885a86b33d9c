import type { Budget } from '../budget/budget.js';
import type { Json, Moment } from '../types.js';
import { array, arrayContains, arrayGetItem, arrayLength, arrayPartition, arrayRange, arrayUnique } from './arrays.js';
import { base64Decode, base64Encode, hash } from './encoding.js';
import { jsonMerge, jsonToString, stringToJson } from './json.js';
import { mathAdd, mathRandom } from './math.js';
import { format, stringSplit } from './strings.js';

/** What functions may use beside their arguments. */
export interface CallTools {
  readonly moment: Moment;
  readonly budget: Budget;
}

export interface IntrinsicFunction {
  /** The least and the most number of arguments. */
  readonly arity: readonly [number, number];
  /** Throws `IntrinsicFault`. */
  run(values: readonly Json[], tools: CallTools): Json;
}

/** All functions of `States.`, by name; how many arguments they take is checked when a call is read. */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Array: { arity: [0, Infinity], run: array },
  ArrayPartition: { arity: [2, 2], run: arrayPartition },
  ArrayContains: { arity: [2, 2], run: arrayContains },
  ArrayRange: { arity: [3, 3], run: arrayRange },
  ArrayGetItem: { arity: [2, 2], run: arrayGetItem },
  ArrayLength: { arity: [1, 1], run: arrayLength },
  ArrayUnique: { arity: [1, 1], run: arrayUnique },
  Base64Encode: { arity: [1, 1], run: base64Encode },
  Base64Decode: { arity: [1, 1], run: base64Decode },
  Hash: { arity: [2, 2], run: hash },
  JsonMerge: { arity: [3, 3], run: jsonMerge },
  StringToJson: { arity: [1, 1], run: stringToJson },
  JsonToString: { arity: [1, 1], run: jsonToString },
  MathRandom: { arity: [2, 3], run: mathRandom },
  MathAdd: { arity: [2, 2], run: mathAdd },
  StringSplit: { arity: [2, 2], run: stringSplit },
  UUID: { arity: [0, 0], run: (_, { moment }) => moment.uuid() },
  Format: { arity: [1, Infinity], run: format },
};
