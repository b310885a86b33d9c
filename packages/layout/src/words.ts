/** [left, top, right, bottom], each 0..1 relative to the page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What the layout looks at of a word. */
export interface ReadWord {
  text: string;
  /** 0..1 */
  confidence: number;
  box: Box;
  /** The text line that it was read in; the words of one line are consecutive and from left to right. */
  segment: number;
  /** Other readings of the whole word, best first. */
  alternatives?: readonly WordAlternative[] | undefined;
}

/** Another reading of a word. */
export interface WordAlternative {
  text: string;
  /** 0..1 */
  confidence: number;
}

/** What it looks at of a page. */
export interface PageOfWords {
  /** In pixels or points: only their ratio matters. */
  width: number;
  height: number;
  words: readonly ReadWord[];
}

/** More than any page of text holds; what is beyond is not looked at, so that no document takes more than a second. */
export const LIMITS = {
  words: 8000,
  characters: 200_000,
  wordCharacters: 1024,
  segmentWords: 120,
  segmentCharacters: 2000,
  rowSegments: 60,
} as const;

/** A word with its index on the page, its text trimmed and cut, its box made sane. */
export interface BoundedWord extends ReadWord {
  index: number;
}

/** The words of each page that are looked at: empty ones left out, the first 8000 of the document kept. */
export function boundWords(pages: readonly PageOfWords[]): BoundedWord[][] {
  let words: number = LIMITS.words;
  let characters: number = LIMITS.characters;
  return pages.map((page) => {
    const kept: BoundedWord[] = [];
    for (const [index, word] of page.words.entries()) {
      if (words <= 0 || characters <= 0) break;
      const text = word.text.slice(0, LIMITS.wordCharacters).trim();
      if (text === '') continue;
      words--;
      characters -= text.length;
      const confidence = ratio(word.confidence, 1);
      kept.push({
        text,
        confidence,
        box: sane(word),
        segment: word.segment,
        index,
        alternatives: boundAlternatives(word),
      });
    }
    return kept;
  });
}

const MAX_ALTERNATIVES = 3;

const boundAlternatives = ({ alternatives }: ReadWord): readonly WordAlternative[] | undefined =>
  alternatives?.slice(0, MAX_ALTERNATIVES).map(({ text, confidence }) => ({
    text: text.slice(0, LIMITS.wordCharacters).trim(),
    confidence: ratio(confidence, 0),
  }));

function sane({ box }: ReadWord): Box {
  const left = ratio(box[0], 0);
  const top = ratio(box[1], 0);
  return [left, top, Math.max(left, ratio(box[2], left)), Math.max(top, ratio(box[3], top))];
}

function ratio(value: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : otherwise;
}
