import { hashFeature } from '../hashing.js';
import type { Layout, PageLayout, Row, Segment, Token } from '../layout/layout.js';
import type { Descriptions, RowDescription, SegmentDescription, TokenDescription } from './descriptions.js';
import { type SparseRows, SparseRowsBuilder } from './sparse-rows.js';
import { TEMPLATE } from './templates.js';

/** Everything that the features of one token are made from. */
interface Surroundings {
  layout: Layout;
  descriptions: Descriptions;
  token: Token;
  segment: Segment;
  page: PageLayout;
  row: Row;
  own: TokenDescription;
  line: SegmentDescription;
  before: TokenDescription | undefined;
  after: TokenDescription | undefined;
  /** 0 same segment, 1 same row, 2 another row, 3 nothing there. */
  breakBefore: number;
  breakAfter: number;
  /** Both in one number. */
  breaks: number;
}

type Emit = (template: number, first?: number, second?: number) => void;

/** About 70 features for each token, the same for every field. */
export function buildTokenFeatures(layout: Layout, descriptions: Descriptions): SparseRows {
  const builder = new SparseRowsBuilder();
  const emit: Emit = (template, first, second) => builder.add(hashFeature(template, first, second));
  for (const token of layout.tokens) {
    const around = surroundingsOf(token, layout, descriptions);
    if (around) {
      emitWords(around, emit);
      emitPlace(around, emit);
      emitLine(around, emit);
      emitRows(around, emit);
      emitSides(around, emit);
      emitColumn(around, emit);
    }
    builder.endRow();
  }
  return builder.build();
}

function surroundingsOf(token: Token, layout: Layout, descriptions: Descriptions): Surroundings | undefined {
  const { segment } = token;
  const own = descriptions.tokens[token.index];
  const line = descriptions.segments[segment.index];
  const row = layout.rows[token.row];
  if (!own || !line || !row) return undefined;
  const breakBefore = breakBetween(token, layout.tokens[token.index - 1]);
  const breakAfter = breakBetween(token, layout.tokens[token.index + 1]);
  return {
    layout,
    descriptions,
    token,
    segment,
    page: segment.page,
    row,
    own,
    line,
    before: descriptions.tokens[token.index - 1],
    after: descriptions.tokens[token.index + 1],
    breakBefore,
    breakAfter,
    breaks: breakBefore * 4 + breakAfter,
  };
}

function breakBetween(token: Token, other: Token | undefined): number {
  if (!other) return 3;
  if (other.segment === token.segment) return 0;
  return other.row === token.row ? 1 : 2;
}

/** The token itself, two neighbours on each side, the words around it in its segment. */
function emitWords(around: Surroundings, emit: Emit): void {
  const { tokens } = around.descriptions;
  const { token, segment, own, before, after, breakBefore, breakAfter, breaks } = around;
  emit(TEMPLATE.bias);
  emit(TEMPLATE.word, own.word);
  emit(TEMPLATE.shape, own.shape);
  emit(TEMPLATE.prefix, own.prefix);
  emit(TEMPLATE.suffix, own.suffix);
  emit(TEMPLATE.kind, own.kind, breaks);
  emit(TEMPLATE.length, own.lengthClass, own.kind);
  emit(TEMPLATE.wordBefore, before?.word ?? 0, breakBefore);
  emit(TEMPLATE.wordAfter, after?.word ?? 0, breakAfter);
  emit(TEMPLATE.wordTwoBefore, tokens[token.index - 2]?.word ?? 0);
  emit(TEMPLATE.wordTwoAfter, tokens[token.index + 2]?.word ?? 0);
  emit(TEMPLATE.wordPairBefore, before?.word ?? 0, own.word);
  emit(TEMPLATE.wordPairAfter, after?.word ?? 0, own.word);
  emit(TEMPLATE.shapePairBefore, before?.shape ?? 0, own.shape);
  emit(TEMPLATE.shapePairAfter, after?.shape ?? 0, own.shape);
  const neighbourKinds = (after?.kind ?? 0) * 4 + breakAfter + 16 * breakBefore;
  emit(TEMPLATE.kinds, (before?.kind ?? 0) * 8 + own.kind, neighbourKinds);
  emit(TEMPLATE.wordAtBreak, own.word, breaks);
  emit(TEMPLATE.shapeInRow, own.shape, Math.min(around.row.index - around.page.firstRow, 6));
  emit(TEMPLATE.prefixAtHeight, own.prefix, around.line.relativeHeight);
  for (let index = Math.max(segment.firstToken, token.index - 4); index < token.index; index++) {
    emit(TEMPLATE.wordLeftInSegment, tokens[index]?.word);
  }
  const end = Math.min(segment.endToken, token.index + 4);
  for (let index = token.index + 1; index < end; index++) emit(TEMPLATE.wordRightInSegment, tokens[index]?.word);
}

/** Where it stands on the page and in its segment. */
function emitPlace({ token, segment, page, row, own, line, breaks }: Surroundings, emit: Emit): void {
  const width = Math.max(page.right - page.left, page.width / 1000);
  const height = Math.max(page.bottom - page.top, page.height / 1000);
  const fromTop = row.index - page.firstRow;
  const centred = line.centred ? 1 : 0;
  emit(TEMPLATE.rowFromTop, Math.min(fromTop, 20));
  emit(TEMPLATE.rowFromBottom, Math.min(page.endRow - 1 - row.index, 8));
  emit(TEMPLATE.vertical, Math.floor((10 * (segment.top - page.top)) / height));
  emit(TEMPLATE.horizontal, Math.floor((6 * ((token.left + token.right) / 2 - page.left)) / width));
  emit(TEMPLATE.height, line.relativeHeight);
  emit(TEMPLATE.heightInRow, line.relativeHeight, Math.min(fromTop, 5));
  emit(TEMPLATE.rowAtBreak, Math.min(fromTop, 8), breaks);
  emit(TEMPLATE.placeInSegment, line.tokenCount, token.index - segment.firstToken);
  emit(TEMPLATE.segmentLength, Math.min(line.tokenCount, 16), breaks);
  emit(TEMPLATE.centredInRow, centred * 16 + Math.min(row.segments.length, 15), Math.min(segment.column, 3));
  emit(TEMPLATE.centredKind, Math.min(fromTop, 5), centred * 8 + own.kind);
  if (page.index > 0) emit(TEMPLATE.page, Math.min(page.index, 4));
}

/** What its segment says. */
function emitLine({ line, breaks }: Surroundings, emit: Emit): void {
  emit(TEMPLATE.segmentText, line.textHash);
  emit(TEMPLATE.segmentLetters, line.lettersHash);
  emit(TEMPLATE.segmentShape, line.shape, breaks);
  for (const word of line.words) emit(TEMPLATE.segmentWord, word);
  for (const word of line.words) emit(TEMPLATE.segmentWordAtBreak, word, breaks);
}

interface RowTemplates {
  none: number;
  word: number;
  letters: number;
  shape: number;
  gap: number;
  heightChange: number;
  twoAway: number;
}

/** The rows above and below. */
function emitRows(around: Surroundings, emit: Emit): void {
  const { layout, descriptions, page, row } = around;
  const at = (index: number): Row | undefined =>
    index >= page.firstRow && index < page.endRow ? layout.rows[index] : undefined;
  const above = at(row.index - 1);
  const below = at(row.index + 1);
  const gapAbove = above ? Math.round((2 * (row.top - above.bottom)) / page.medianHeight) : 0;
  const gapBelow = below ? clamp(Math.round((2 * (below.top - row.bottom)) / page.medianHeight), -4, 6) : 0;
  emitRow({ around, other: above, gap: gapAbove, lineBreak: around.breakBefore, templates: TEMPLATE.rowAbove }, emit);
  emitRow({ around, other: below, gap: gapBelow, lineBreak: around.breakAfter, templates: TEMPLATE.rowBelow }, emit);
  const twoAbove = descriptions.rows[at(row.index - 2)?.index ?? -1];
  const twoBelow = descriptions.rows[at(row.index + 2)?.index ?? -1];
  if (twoAbove) emit(TEMPLATE.rowAbove.twoAway, twoAbove.lettersHash);
  if (twoBelow) emit(TEMPLATE.rowBelow.twoAway, twoBelow.lettersHash);
}

interface Neighbour {
  around: Surroundings;
  other: Row | undefined;
  gap: number;
  lineBreak: number;
  templates: RowTemplates;
}

function emitRow({ around, other, gap, lineBreak, templates }: Neighbour, emit: Emit): void {
  const { descriptions } = around;
  const first = other?.segments[0];
  const description: RowDescription | undefined = other && descriptions.rows[other.index];
  if (!first || !description) {
    emit(templates.none);
    return;
  }
  for (const word of description.words) emit(templates.word, word);
  emit(templates.letters, description.lettersHash);
  emit(templates.shape, descriptions.segments[first.index]?.shape, around.own.kind);
  emit(templates.gap, gap, lineBreak);
  const { segment, page } = around;
  const least = page.medianHeight / 100;
  const change = Math.log2(Math.max(segment.bottom - segment.top, least) / Math.max(first.bottom - first.top, least));
  emit(templates.heightChange, clamp(Math.round(4 * change), -3, 3), lineBreak);
}

/** The segments to the left and right in the row. */
function emitSides({ segment, page, row, descriptions: { segments } }: Surroundings, emit: Emit): void {
  const left = row.segments[segment.column - 1];
  const leftLine = left && segments[left.index];
  if (left && leftLine) {
    emit(TEMPLATE.leftLetters, leftLine.lettersHash);
    emit(TEMPLATE.leftLastWord, leftLine.words.at(-1) ?? 0);
    for (const word of leftLine.words) emit(TEMPLATE.leftWord, word);
    emit(TEMPLATE.leftGap, Math.min(6, Math.round((segment.left - left.right) / page.medianHeight / 2)));
    emit(TEMPLATE.rowStart, segments[row.segments[0]?.index ?? -1]?.lettersHash);
  } else emit(TEMPLATE.leftLetters, 7);
  const right = row.segments[segment.column + 1];
  const rightLine = right && segments[right.index];
  if (rightLine) {
    emit(TEMPLATE.rightLetters, rightLine.lettersHash);
    for (const word of rightLine.words) emit(TEMPLATE.rightWord, word);
    emit(TEMPLATE.rightShape, rightLine.shape);
  } else emit(TEMPLATE.rightLetters, 7);
}

/** The segments above and below in the same column. */
function emitColumn({ segment, line, descriptions: { segments } }: Surroundings, emit: Emit): void {
  for (const [side, templates] of [
    ['above', TEMPLATE.columnAbove],
    ['below', TEMPLATE.columnBelow],
  ] as const) {
    const other = line[side];
    const description = other && segments[other.index];
    if (!description) continue;
    emit(templates.letters, description.lettersHash);
    for (const word of description.words) emit(templates.word, word);
    emit(templates.shape, description.shape, Math.abs(segment.row - other.row));
    const next = description[side];
    if (next) emit(templates.next, segments[next.index]?.lettersHash);
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
