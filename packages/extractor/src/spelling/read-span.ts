import type { Layout, Token } from '../layout/layout.js';
import type { ReadText } from './speller.js';

/** What a span of tokens says, written as `written`, with its line breaks and the reader's confidence in each character. */
export function readSpan(layout: Layout, { first, last }: { first: number; last: number }, written: string): ReadText {
  const { text, confidences } = joinCharacters(layout.tokens.slice(first, last + 1));
  let at = 0;
  const read: ReadText & { confidences: number[] } = { text: '', confidences: [] };
  for (const character of written.split('')) {
    const found = findFrom(text, character, at);
    read.confidences.push(confidences[found < 0 ? Math.min(at, confidences.length - 1) : found] ?? 1);
    read.text += found >= 0 && text[found] === '\n' ? '\n' : character;
    if (found >= 0) at = found + 1;
  }
  return read;
}

/** Where a character, in whatever case, stands next. */
function findFrom(text: readonly string[], character: string, from: number): number {
  const wanted = character.toLowerCase();
  return text.findIndex((other, index) => index >= from && (other === '\n' ? ' ' : other.toLowerCase()) === wanted);
}

function joinCharacters(tokens: readonly Token[]): { text: string[]; confidences: number[] } {
  const text: string[] = [];
  const confidences: number[] = [];
  let previous: Token | undefined;
  for (const token of tokens) {
    if (previous && (token.segment !== previous.segment || token.spaceBefore)) {
      text.push(token.row === previous.row ? ' ' : '\n');
      confidences.push(Math.min(token.confidence, previous.confidence));
    }
    for (const character of token.text.split('')) {
      text.push(character);
      confidences.push(token.confidence);
    }
    previous = token;
  }
  return { text, confidences };
}
