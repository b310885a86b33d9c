import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { isObject } from './json-value.js';

interface Fault {
  /** Inside of the template. */
  readonly pointer: string;
  readonly message: string;
}

/** More help nobody. */
const most = 100;

/** All that is wrong with a template. Reading it as a whole stops at the first, so that its parts are read one by one. */
export function faultsOf(value: Json, compile: (value: Json) => unknown, first: SyntaxProblem): Fault[] {
  const faults = partsOf(value).flatMap(({ part, prefix, inner }) => {
    const fault = faultOf(part, compile);
    if (fault === undefined) return [];
    if (inner === undefined) return [{ pointer: prefix + fault.pointer, message: fault.message }];
    const deeper = faultOf(inner.value, compile);
    if (deeper === undefined) return [{ pointer: prefix + fault.pointer, message: fault.message }];
    return faultsOf(inner.value, compile, deeper).map(({ pointer, message }) => ({
      pointer: inner.pointer + pointer,
      message,
    }));
  });
  return faults.length === 0 ? [{ pointer: first.pointer, message: first.message }] : faults.slice(0, most);
}

interface Part {
  /** A template of its own: an item, or an object of one field, since what a field means hangs on its name. */
  readonly part: Json;
  readonly prefix: string;
  /** What the part holds, and where. */
  readonly inner?: { readonly value: Json; readonly pointer: string };
}

function partsOf(value: Json): Part[] {
  if (Array.isArray(value)) {
    return value.map((item, index) => ({
      part: item,
      prefix: `/${index}`,
      inner: { value: item, pointer: `/${index}` },
    }));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, field]) => ({
    part: Object.fromEntries([[name, field]]),
    prefix: '',
    inner: { value: field, pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` },
  }));
}

function faultOf(value: Json, compile: (value: Json) => unknown): SyntaxProblem | undefined {
  try {
    compile(value);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
}
