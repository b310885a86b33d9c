import type { Piece, Segment, Token } from './layout.js';

/** Cuts a segment's text into tokens and appends them. */
export function appendTokens(segment: Segment, tokens: Token[]): void {
  const cuts = findCuts(segment);
  segment.firstToken = tokens.length;
  for (const piece of segment.pieces) {
    const end = piece.start + piece.text.length;
    let start = piece.start;
    while (start < end) {
      if (/\s/.test(segment.text.charAt(start))) {
        start++;
        continue;
      }
      let stop = start + 1;
      while (stop < end && cuts[stop] === 0) stop++;
      tokens.push(toToken({ segment, piece, start, end: stop, index: tokens.length }));
      start = stop;
    }
  }
  segment.endToken = tokens.length;
}

/** 1 where a token ends: at white space, after a colon or a comma in words, before a bracket, at the borders of dates and amounts. */
function findCuts({ text, dates, amounts }: Segment): Uint8Array {
  const cuts = new Uint8Array(text.length + 1);
  for (const { start, end } of dates) cuts[start] = cuts[end] = 1;
  for (const { start, end, decimals, joined } of amounts) if (decimals && !joined) cuts[start] = cuts[end] = 1;
  for (let index = 1; index < text.length; index++) {
    if (isCut(text.charAt(index - 2), text.charAt(index - 1), text.charAt(index))) cuts[index] = 1;
  }
  return cuts;
}

function isCut(beforePrevious: string, previous: string, next: string): boolean {
  if (/\s/.test(next) || /\s/.test(previous)) return true;
  if (previous === ':') return !(/\d/.test(next) && /\d/.test(beforePrevious));
  if (previous === ',') return /\p{L}/u.test(next);
  return next === '(' && /[\p{L}.]/u.test(previous);
}

interface Cut {
  segment: Segment;
  piece: Piece;
  start: number;
  end: number;
  index: number;
}

function toToken({ segment, piece, start, end, index }: Cut): Token {
  const perCharacter = (piece.right - piece.left) / piece.text.length;
  return {
    text: segment.text.slice(start, end),
    index,
    segment,
    row: segment.row,
    start,
    end,
    spaceBefore: start > 0 && /\s/.test(segment.text.charAt(start - 1)),
    confidence: piece.confidence,
    word: piece.word,
    left: piece.left + perCharacter * (start - piece.start),
    right: piece.left + perCharacter * (end - piece.start),
    top: piece.top,
    bottom: piece.bottom,
  };
}
