import type { Guard } from './guard.js';
import { failure } from './operators.js';

/** Looks at the arguments of an engine's function before it runs; may hand on others. */
export type Check = (guard: Guard, values: readonly unknown[]) => readonly unknown[] | undefined;

const LONGEST_PICTURE = 256;
/** Of texts that a picture reads. */
const LONGEST_READ = 200;

export const textChecks: Readonly<Record<string, Check>> = {
  pad(guard, [, width]) {
    if (typeof width !== 'number') return undefined;
    guard.requireRoom(Math.abs(width));
    guard.budget.spend(Math.abs(width) >> 3);
    return undefined;
  },
  join(guard, [parts, separator]) {
    if (!Array.isArray(parts)) return undefined;
    const between = typeof separator === 'string' ? separator.length : 0;
    guard.requireRoom(parts.length * between);
    return undefined;
  },
  replace: checkReplace,
  append(guard, values) {
    const lengths = values.map((value) => (Array.isArray(value) ? value.length : 1));
    guard.budget.spend(lengths.reduce((sum, length) => sum + length, 0) >> 3);
    return undefined;
  },
  formatNumber: (_, [, picture]) => requirePicture(picture),
  formatInteger(_, [value, picture]) {
    const roman = typeof picture === 'string' && /^[iI]/.test(picture);
    if (typeof value === 'number' && Math.abs(value) > (roman ? 100_000 : Number.MAX_SAFE_INTEGER)) {
      throw failure('D3137', { message: 'The number is too big to be formatted' });
    }
    return requirePicture(picture);
  },
  parseInteger: (_, [text, picture]) => requireReadable(text, picture),
  fromMillis: (_, [, picture]) => requirePicture(picture),
  toMillis(_, [text, picture]) {
    if (typeof picture === 'string') requireUnambiguous(picture);
    return requireReadable(text, picture);
  },
};

function requirePicture(picture: unknown): undefined {
  if (typeof picture === 'string' && picture.length > LONGEST_PICTURE) {
    throw failure('D3137', { message: `A picture has to be at most ${LONGEST_PICTURE} characters long` });
  }
}

function requireReadable(text: unknown, picture: unknown): undefined {
  if (typeof text === 'string' && picture !== undefined && text.length > LONGEST_READ) {
    throw failure('D3137', {
      message: `Text to be read by a picture has to be at most ${LONGEST_READ} characters long`,
    });
  }
  requirePicture(picture);
}

/**
 * The engine reads times with a native regular expression that it makes of the picture. Where nothing tells two
 * components apart, that tries all ways to share the text between them: it may have to at two places, not at more.
 */
function requireUnambiguous(picture: string): void {
  const components = [...picture.replaceAll('[[', '').matchAll(/\[([^\]]*)\]([^[]*)/g)];
  const words = components.some(([, component = '']) => /w/i.test(component.slice(1)));
  const firm = words ? /[^A-Za-z0-9, -]/ : /[^A-Za-z0-9]/;
  let soft = 0;
  for (const [index, [, component = '', literal = '']] of components.slice(0, -1).entries()) {
    const next = components[index + 1]?.[1] ?? '';
    const fixed = literal === '' && isNumeric(component) && isNumeric(next);
    if (!fixed && !firm.test(literal)) soft++;
  }
  if (soft > 2 || components.length > 20) throw failure('D3137', { message: 'The picture is ambiguous' });
}

function isNumeric(component: string): boolean {
  return /^[YMDdWwXxHhms]\s*(?:[0-9#]|$|,)/.test(component);
}

function checkReplace(guard: Guard, values: readonly unknown[]): readonly unknown[] | undefined {
  const [text, pattern, replacement, limit] = values;
  if (typeof text !== 'string') return undefined;
  if (typeof pattern === 'string') {
    if (pattern === '' || typeof replacement !== 'string') return undefined;
    guard.requireRoom(text.length + (text.split(pattern).length - 1) * replacement.length);
    return undefined;
  }
  if (typeof pattern !== 'function') return undefined;
  let room = text.length;
  const take = (characters: number): void => {
    room += characters;
    guard.requireRoom(room);
    guard.budget.spend(characters >> 5);
  };
  const counted = countMatches(
    pattern as Matcher,
    typeof replacement === 'string' ? lengthOfReplacement(replacement, take) : () => {},
  );
  return [
    text,
    counted,
    typeof replacement === 'function' ? countTexts(replacement as Matcher, take) : replacement,
    limit,
  ];
}

type Matcher = (...values: unknown[]) => unknown;

interface Match {
  readonly match: string;
  readonly groups: readonly (string | undefined)[];
  readonly next: Matcher;
}

function countMatches(matcher: Matcher, take: (match: Match) => void): Matcher {
  return async function (this: unknown, ...values) {
    const found = (await matcher.apply(this, values)) as Match | undefined;
    if (found === null || typeof found !== 'object' || typeof found.match !== 'string' || !Array.isArray(found.groups))
      return found;
    take(found);
    return { ...found, next: countMatches(found.next, take) };
  };
}

function lengthOfReplacement(replacement: string, take: (characters: number) => void): (match: Match) => void {
  const references = replacement.split('$').length - 1;
  return ({ match, groups }) => {
    const longest = groups.reduce((most, group) => Math.max(most, String(group ?? '').length), match.length);
    take(replacement.length + references * longest);
  };
}

function countTexts(replacement: Matcher, take: (characters: number) => void): Matcher {
  return async function (this: unknown, ...values) {
    const text = await replacement.apply(this, values);
    if (typeof text === 'string') take(text.length);
    return text;
  };
}
