import type { Json } from '../types.js';

/**
 * Where two values differ first: a JSON pointer and both values; undefined when they are the same. Numbers are compared by
 * value; what lies at or below a pointer of `ignore` is not compared.
 */
export function difference(
  expected: Json | undefined,
  actual: Json | undefined,
  ignore: readonly string[] = [],
): string | undefined {
  return differ(expected, actual, '', new Set(ignore));
}

function differ(
  expected: Json | undefined,
  actual: Json | undefined,
  at: string,
  ignore: ReadonlySet<string>,
): string | undefined {
  if (ignore.has(at)) return undefined;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return firstOf(
      Array.from({ length }, (_, index) => `${index}`),
      (key) => differ(expected[Number(key)], actual[Number(key)], `${at}/${key}`, ignore),
    );
  }
  if (isRecord(expected) && isRecord(actual)) {
    return firstOf(new Set([...Object.keys(expected), ...Object.keys(actual)]), (key) =>
      differ(own(expected, key), own(actual, key), `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, ignore),
    );
  }
  if (typeof expected === 'number' && typeof actual === 'number' && near(expected, actual)) return undefined;
  return expected === actual ? undefined : `at "${at}": ${shown(expected)} expected, ${shown(actual)} found`;
}

function firstOf(keys: Iterable<string>, check: (key: string) => string | undefined): string | undefined {
  for (const key of keys) {
    const found = check(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own(value: Record<string, Json>, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function near(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
