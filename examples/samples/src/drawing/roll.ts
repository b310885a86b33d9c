import type { Random } from '../random.js';
import { drawBarcode } from './codes.js';
import { type Family, Sheet, type TextStyle } from './sheet.js';

type RowLook = Partial<Pick<TextStyle, 'size' | 'weight'>>;
type Row = { height: number; draw(sheet: Sheet, y: number): void };

/** The paper roll of a till: rows are gathered first, and the page becomes as long as they need. */
export class Roll {
  readonly #width: number;
  readonly #family: Family;
  readonly #size: number;
  readonly #margin: number;
  readonly #rows: Row[] = [];

  /** Width and size of letters in points. */
  constructor(paper: { width: number; family: Family; size: number; margin?: number }) {
    this.#width = paper.width;
    this.#family = paper.family;
    this.#size = paper.size;
    this.#margin = paper.margin ?? 12;
  }

  left(text: string, look: RowLook = {}): void {
    this.#text([{ text, x: this.#margin }], look);
  }

  centre(text: string, look: RowLook = {}): void {
    this.#text([{ text, x: this.#width / 2, align: 'centre' }], look);
  }

  /** One text at the left edge and one at the right. */
  spread(left: string, right: string, look: RowLook = {}): void {
    const toX = this.#width - this.#margin;
    this.#text(
      [
        { text: left, x: this.#margin },
        { text: right, x: toX, align: 'right' },
      ],
      look,
    );
  }

  /** The first text starts and the others end at their shares, 0..1, of the width. */
  columns(cells: readonly (readonly [text: string, share: number])[], look: RowLook = {}): void {
    const inner = this.#width - 2 * this.#margin;
    const place = (share: number) => this.#margin + inner * share;
    this.#text(
      cells.map(([text, share], index) => ({ text, x: place(share), align: index === 0 ? 'left' : 'right' })),
      look,
    );
  }

  gap(share = 0.6): void {
    this.#rows.push({ height: this.#size * share, draw: () => undefined });
  }

  rule(dashes = 2): void {
    const line = { x: this.#margin, toX: this.#width - this.#margin, thickness: 0.8, ...(dashes ? { dashes } : {}) };
    const height = this.#size;
    this.#rows.push({ height, draw: (sheet, y) => sheet.rule({ ...line, y: y + height / 2 }) });
  }

  barcode(random: Random, height = 30): void {
    const box = { x: this.#width * 0.18, width: this.#width * 0.64, height };
    this.#rows.push({ height: height + 4, draw: (sheet, y) => drawBarcode(sheet, random, { ...box, y: y + 2 }) });
  }

  async save(): Promise<Uint8Array> {
    const edge = 16;
    const height = this.#rows.reduce((sum, row) => sum + row.height, 2 * edge);
    const sheet = await Sheet.create({ width: this.#width, height }, this.#family);
    let y = edge;
    for (const row of this.#rows) {
      row.draw(sheet, y);
      y += row.height;
    }
    return sheet.save();
  }

  #text(texts: readonly { text: string; x: number; align?: 'right' | 'centre' | 'left' }[], look: RowLook): void {
    const inner = this.#width - 2 * this.#margin;
    const size = look.size ?? this.#size;
    const height = size * 1.28;
    const draw = (sheet: Sheet, y: number) => {
      const all = texts.map(({ text }) => text).join('  ');
      const fitting = { ...look, size: sheet.sizeToFit(all, { ...look, size }, inner) };
      for (const { text, ...place } of texts) sheet.text(text, { ...fitting, ...place, y: y + size });
    };
    this.#rows.push({ height, draw });
  }
}
