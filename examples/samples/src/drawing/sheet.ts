import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';

export type Family = 'sans' | 'serif' | 'mono';
export type Weight = 'regular' | 'bold' | 'italic';
/** Red, green, blue, each 0..1. */
export type Color = readonly [number, number, number];

export interface TextStyle {
  /** Of the letters, in points. */
  size: number;
  weight?: Weight;
  /** The sheet's own when absent. */
  family?: Family;
  color?: Color;
  /** Which point of the line `x` is. */
  align?: 'left' | 'right' | 'centre';
}

/** Where a text's baseline starts, in points from the left and top of the page, and how it looks. */
export interface Placing extends TextStyle {
  x: number;
  y: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A text that stands on a page, in points from its upper left corner. */
export interface PlacedText {
  /** Counted from 0. */
  page: number;
  text: string;
  /** Of the letters, from the ascenders' top to the descenders' foot. */
  box: Box;
  /** Where each of its words, parted by white space, starts and ends. */
  words: { text: string; left: number; right: number }[];
}

/** Sides of a page in points. */
export const a4 = { width: 595, height: 842 };
export const letter = { width: 612, height: 792 };

export const black: Color = [0.08, 0.08, 0.09];
export const grey: Color = [0.42, 0.42, 0.45];
export const paleGrey: Color = [0.93, 0.93, 0.94];
export const white: Color = [1, 1, 1];

const fontNames: Record<Family, Record<Weight, StandardFonts>> = {
  sans: { regular: StandardFonts.Helvetica, bold: StandardFonts.HelveticaBold, italic: StandardFonts.HelveticaOblique },
  serif: {
    regular: StandardFonts.TimesRoman,
    bold: StandardFonts.TimesRomanBold,
    italic: StandardFonts.TimesRomanItalic,
  },
  mono: { regular: StandardFonts.Courier, bold: StandardFonts.CourierBold, italic: StandardFonts.CourierOblique },
};

/** Shares of the size by which letters reach above and below the baseline. */
const ascent = 0.74;
const descent = 0.22;

/** A PDF that is drawn from the top down, as one writes. Nothing in the file depends on the day or the machine. */
export class Sheet {
  readonly width: number;
  readonly height: number;
  readonly #document: PDFDocument;
  readonly #family: Family;
  readonly #fonts = new Map<StandardFonts, PDFFont>();
  readonly #placed: PlacedText[] = [];
  #page: PDFPage;

  private constructor(document: PDFDocument, size: { width: number; height: number }, family: Family) {
    this.width = size.width;
    this.height = size.height;
    this.#document = document;
    this.#family = family;
    this.#page = document.addPage([size.width, size.height]);
  }

  static async create(size: { width: number; height: number }, family: Family): Promise<Sheet> {
    return new Sheet(await PDFDocument.create({ updateMetadata: false }), size, family);
  }

  /** What is drawn from now on goes on a further page of the same size. */
  turnPage(): void {
    this.#page = this.#document.addPage([this.width, this.height]);
  }

  get pageCount(): number {
    return this.#document.getPageCount();
  }

  /** All texts, in the order in which they were drawn. */
  get placedTexts(): readonly PlacedText[] {
    return this.#placed;
  }

  text(text: string, placing: Placing): void {
    const font = this.#font(placing);
    const width = font.widthOfTextAtSize(text, placing.size);
    const shift = { left: 0, right: width, centre: width / 2 }[placing.align ?? 'left'];
    this.#note(text, { x: placing.x - shift, y: placing.y, size: placing.size, width, font });
    this.#page.drawText(text, {
      x: placing.x - shift,
      y: this.height - placing.y,
      size: placing.size,
      font,
      color: rgb(...(placing.color ?? black)),
    });
  }

  /** Lines below one another; returns the baseline that a next line would have. */
  lines(texts: readonly string[], placing: Placing & { leading?: number }): number {
    const leading = placing.leading ?? placing.size * 1.35;
    for (const [row, text] of texts.entries()) this.text(text, { ...placing, y: placing.y + row * leading });
    return placing.y + texts.length * leading;
  }

  /** A text broken into lines no wider than `width`; returns the baseline that a next line would have. */
  paragraph(text: string, placing: Placing & { width: number; leading?: number }): number {
    const rows: string[] = [];
    for (const word of text.split(' ')) {
      const longer = rows.length > 0 ? `${rows.at(-1)} ${word}` : word;
      if (rows.length > 0 && this.textWidth(longer, placing) <= placing.width) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return this.lines(rows, placing);
  }

  textWidth(text: string, style: TextStyle): number {
    return this.#font(style).widthOfTextAtSize(text, style.size);
  }

  /** The size, at most `style.size`, at which a text fits into a width. */
  sizeToFit(text: string, style: TextStyle, width: number): number {
    return Math.min(style.size, (style.size * width) / this.textWidth(text, style));
  }

  box(box: Box, look: { fill?: Color; border?: Color; thickness?: number }): void {
    this.#page.drawRectangle({
      x: box.x,
      y: this.height - box.y - box.height,
      width: box.width,
      height: box.height,
      ...(look.fill ? { color: rgb(...look.fill) } : {}),
      ...(look.border ? { borderColor: rgb(...look.border), borderWidth: look.thickness ?? 0.7 } : {}),
    });
  }

  /** A level line from `x` to `toX`. */
  rule(line: { x: number; toX: number; y: number; thickness?: number; color?: Color; dashes?: number }): void {
    const y = this.height - line.y;
    this.#page.drawLine({
      start: { x: line.x, y },
      end: { x: line.toX, y },
      thickness: line.thickness ?? 0.7,
      color: rgb(...(line.color ?? black)),
      ...(line.dashes ? { dashArray: [line.dashes, line.dashes] } : {}),
    });
  }

  /** A filled disc around a point. */
  disc(disc: { x: number; y: number; radius: number; color: Color }): void {
    this.#page.drawCircle({ x: disc.x, y: this.height - disc.y, size: disc.radius, color: rgb(...disc.color) });
  }

  /** A filled shape, given as an SVG path whose origin is put at a point. */
  shape(path: string, look: { x: number; y: number; color: Color }): void {
    this.#page.drawSvgPath(path, { x: look.x, y: this.height - look.y, color: rgb(...look.color) });
  }

  save(): Promise<Uint8Array> {
    return this.#document.save();
  }

  #note(text: string, at: { x: number; y: number; size: number; width: number; font: PDFFont }): void {
    const { x, y, size, width, font } = at;
    const widthOf = (part: string) => font.widthOfTextAtSize(part, size);
    this.#placed.push({
      page: this.pageCount - 1,
      text,
      box: { x, y: y - ascent * size, width, height: (ascent + descent) * size },
      words: [...text.matchAll(/\S+/g)].map((match) => {
        const left = x + widthOf(text.slice(0, match.index));
        return { text: match[0], left, right: left + widthOf(match[0]) };
      }),
    });
  }

  #font(style: TextStyle): PDFFont {
    const name = fontNames[style.family ?? this.#family][style.weight ?? 'regular'];
    const known = this.#fonts.get(name);
    if (known) return known;
    const font = this.#document.embedStandardFont(name);
    this.#fonts.set(name, font);
    return font;
  }
}
