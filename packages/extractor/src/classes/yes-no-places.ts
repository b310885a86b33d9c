import type { Layout, Row, Segment } from '../layout/layout.js';
import { readYesNo } from './yes-no-words.js';

/** How a yes or no is written: a word, a word with a box before or after it, a box or a cross alone. */
export type YesNoKind = 'word' | 'boxedWord' | 'box';

/** A place in a document that says yes or no to something. */
export interface YesNoPlace {
  isYes: boolean;
  kind: YesNoKind;
  /** Where its label is looked for: to the left of here. */
  segment: Segment;
  start: number;
  /** Nothing follows it in its segment. */
  isLast: boolean;
  /** First and last token, both included. */
  first: number;
  last: number;
  /** The reader's confidence in what decides: the mark or the word. */
  confidence: number;
}

interface Item {
  /** Remains are what readers make of an empty box at worst: a box only beside others. */
  kind: 'word' | 'marked' | 'empty' | 'cross' | 'remains';
  isYes: boolean;
  segment: Segment;
  start: number;
  end: number;
}

const MAX_PLACES = 40;
const KINDS = ['word', 'marked', 'empty', 'cross', 'remains'] as const;

/** Boxes as forms draw them, with what readers take their right side for; crosses by themselves; words. */
const ITEM = new RegExp(
  [
    String.raw`(?<marked>[☒☑⊠✓✔✗✘]|[[]\s*[xX×✓✔]\s*[\]}|lIJ1]*|\(\s*[xX×✓✔]\s*\))`,
    String.raw`(?<empty>[☐□▢◻❏❑]|[[]\s*[\]}|lIJ1]+|\(\s*\))`,
    String.raw`(?<remains>(?<![\p{L}\p{N}])(?:[|lI]\s*[\]|lIJ1]|\])(?=\s*\p{L}))`,
    String.raw`(?<cross>(?<![\p{L}\p{N}])[xX×](?![\p{L}\p{N}]))`,
    String.raw`(?<word>(?<![\p{L}\p{N}])\p{L}{2,8}(?![\p{L}\p{N}.:]))`,
  ].join('|'),
  'gu',
);
/** What may stand between the parts of one answer. */
const BETWEEN = /^[\s/|,;-]*$/;

/** Everywhere that a document says yes or no: words, and boxes with or without a mark. */
export function findYesNoPlaces(layout: Layout): YesNoPlace[] {
  const places: YesNoPlace[] = [];
  for (const row of layout.rows) {
    for (const group of groupItems(row)) {
      const place = toPlace(group, layout);
      if (place && places.length < MAX_PLACES) places.push(place);
    }
  }
  return places;
}

function groupItems({ segments }: Row): Item[][] {
  const groups: Item[][] = [];
  let before: Item | undefined;
  for (const item of segments.flatMap(itemsOf)) {
    if (before && areTogether(before, item)) groups.at(-1)?.push(item);
    else groups.push([item]);
    before = item;
  }
  return groups;
}

function itemsOf(segment: Segment): Item[] {
  const items: Item[] = [];
  for (const { index: start, 0: text, groups = {} } of segment.text.matchAll(ITEM)) {
    const kind = KINDS.find((name) => groups[name] !== undefined) ?? 'word';
    const isYes = kind === 'word' ? readYesNo(text) : kind === 'marked' || kind === 'cross';
    if (isYes === null) continue;
    items.push({ kind, isYes, segment, start, end: start + text.length });
  }
  return items;
}

function areTogether(first: Item, second: Item): boolean {
  if (first.segment === second.segment) return BETWEEN.test(first.segment.text.slice(first.end, second.start));
  return (
    second.segment.column === first.segment.column + 1 &&
    BETWEEN.test(first.segment.text.slice(first.end)) &&
    BETWEEN.test(second.segment.text.slice(0, second.start))
  );
}

function toPlace(group: readonly Item[], layout: Layout): YesNoPlace | null {
  const read = readGroup(group);
  const [head] = group;
  const tail = group.at(-1);
  if (!read || !head || !tail) return null;
  const [first, last] = [tokensOf(head, layout)[0], tokensOf(tail, layout).at(-1)];
  if (!first || !last) return null;
  const deciding = read.decides.flatMap((item) => tokensOf(item, layout));
  return {
    isYes: read.isYes,
    kind: read.kind,
    segment: head.segment,
    start: head.start,
    isLast: BETWEEN.test(tail.segment.text.slice(tail.end)),
    first: first.index,
    last: last.index,
    confidence: Math.min(...deciding.map((token) => token.confidence)),
  };
}

const tokensOf = ({ segment, start, end }: Item, { tokens }: Layout) =>
  tokens.slice(segment.firstToken, segment.endToken).filter((token) => token.start < end && token.end > start);

interface GroupReading {
  isYes: boolean;
  kind: YesNoKind;
  decides: readonly Item[];
}

/** What words and boxes side by side say; null when they say nothing, such as two words without a box. */
function readGroup(all: readonly Item[]): GroupReading | null {
  const isBox = ({ kind }: Item): boolean => kind === 'marked' || kind === 'empty' || kind === 'cross';
  const group = all.some(isBox) ? all : all.filter(({ kind }) => kind === 'word');
  const words = group.filter(({ kind }) => kind === 'word');
  const boxes = group.filter(({ kind }) => kind !== 'word');
  const [word] = words;
  const [box] = boxes;
  if (!box) return word && words.length === 1 ? { isYes: word.isYes, kind: 'word', decides: [word] } : null;
  if (word) return readBoxedWords(group);
  if (boxes.length > 1 || (box.kind === 'cross' && box.segment.text.trim().length > 1)) return null;
  return { isYes: box.isYes, kind: 'box', decides: [box] };
}

/** Each box belongs to the word after it, or to the one before when a word comes first. */
function readBoxedWords(group: readonly Item[]): GroupReading | null {
  const step = group[0]?.kind === 'word' ? -1 : 1;
  const told: { word: Item; box: Item | undefined }[] = [];
  for (const [index, word] of group.entries()) {
    if (word.kind !== 'word') continue;
    const box = group[index - step];
    told.push({ word, box: box?.kind === 'word' ? undefined : box });
  }
  const marked = told.filter(({ box }) => box?.kind === 'marked' || box?.kind === 'cross');
  // A mark that was not read leaves the word without a box, if the other box is seen to be empty.
  const left = marked.length > 0 ? marked : told.filter(({ box }) => !box);
  const [only] = left;
  // The only box between two words could be either's.
  if (group[0]?.kind === 'word' && group.at(-1)?.kind === 'word' && group.length > 1) return null;
  if (!only || left.length > 1) return readEmptyBox(told);
  return { isYes: only.word.isYes, kind: 'boxedWord', decides: only.box ? [only.box] : [only.word] };
}

/** One word with a box: empty, it says the contrary. */
function readEmptyBox(told: readonly { word: Item; box: Item | undefined }[]): GroupReading | null {
  const [only] = told;
  if (!only?.box || told.length > 1 || only.box.kind !== 'empty') return null;
  return { isYes: !only.word.isYes, kind: 'boxedWord', decides: [only.box] };
}
