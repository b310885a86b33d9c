import type { Json } from '@las/asl';
import type { Answer } from './post.js';

const deepest = 100;

/** Brackets inside strings count too, which errs on the safe side. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > deepest) return true;
  }
  return false;
}

/** The body of an answer: JSON where it is said to be and is, else text. JSON that is nested too deep to be passed on stays text. */
export function answerBody({ headers, body, isCut }: Answer): Json {
  const text = body.toString('utf8');
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '');
  if (!isJson || isCut || isDeep(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
