import { readYesNo } from './yes-no-words.js';

/** Which of two classes is yes and which is no; null for other classes. */
export function polarityOf(classes: readonly string[]): { yes: string; no: string } | null {
  if (classes.length !== 2) return null;
  const yes = classes.find((name) => readYesNo(name) === true);
  const no = classes.find((name) => readYesNo(name) === false);
  return yes !== undefined && no !== undefined ? { yes, no } : null;
}
