import { createHash } from 'node:crypto';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from './calendar-date.js';
import { sampleFields } from './fields.js';
import { generateSamples } from './generate-samples.js';
import { layouts } from './layouts/all-layouts.js';
import * as dateNotations from './notation/date-notation.js';
import { formatAmount } from './notation/money-notation.js';
import type { Sample, SampleOptions } from './sample.js';

async function collect(options: SampleOptions): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of generateSamples(options)) samples.push(sample);
  return samples;
}

const fingerprint = (sample: Sample) => [
  sample.id,
  createHash('sha256').update(sample.content).digest('hex'),
  sample.groundTruth,
];

let mixed: Sample[];
let pdfs: Sample[];

beforeAll(async () => {
  mixed = await collect({ seed: 11, count: 80 });
  pdfs = await collect({ seed: 12, count: 140, kinds: ['pdf'] });
}, 120_000);

describe('a run of samples', () => {
  test('has every layout, both kinds of content and ids that differ', () => {
    expect(mixed).toHaveLength(80);
    expect(new Set(mixed.map((sample) => sample.layout))).toEqual(new Set(layouts.map((layout) => layout.name)));
    expect(new Set(mixed.map((sample) => sample.id)).size).toBe(80);
    const photos = mixed.filter((sample) => sample.contentType === 'image/jpeg').length;
    expect(photos).toBeGreaterThan(20);
    expect(photos).toBeLessThan(60);
  });

  test('has many suppliers, and documents with and without tax and due date', () => {
    const values = (label: string) =>
      mixed.map((sample) => sample.groundTruth.find((item) => item.label === label)!.value);
    expect(new Set(values('supplier')).size).toBeGreaterThan(40);
    for (const label of ['tax', 'due_date']) {
      const absent = values(label).filter((value) => value === null).length;
      expect(absent).toBeGreaterThan(5);
      expect(absent).toBeLessThan(60);
    }
  });

  test('is the same for the same seed, whatever the count', async () => {
    const again = await collect({ seed: 11, count: 20 });
    expect(again.map(fingerprint)).toEqual(mixed.slice(0, 20).map(fingerprint));
  });

  test('is another one for another seed', async () => {
    const other = await collect({ seed: 99, count: 3 });
    expect(other.map(fingerprint)).not.toEqual(mixed.slice(0, 3).map(fingerprint));
  });

  test('of photos only leaves out what takes several pages', async () => {
    const photos = await collect({ seed: 1, count: 14, kinds: ['photo'] });
    expect(photos.every((sample) => sample.contentType === 'image/jpeg')).toBe(true);
    expect(photos.map((sample) => sample.layout)).not.toContain('utility-bill');
  });

  test('of no kind is refused', async () => {
    await expect(collect({ kinds: [] })).rejects.toThrow('kinds names none');
  });

  test('gives photos that are JPEGs large enough to read and small enough to send', async () => {
    for (const { content, contentType } of mixed) {
      if (contentType !== 'image/jpeg') continue;
      const { format, width, height } = await sharp(content).metadata();
      expect(format).toBe('jpeg');
      expect(Math.min(width, height)).toBeGreaterThan(350);
      expect(Math.max(width, height)).toBeLessThan(3000);
      expect(content.length).toBeLessThan(1_500_000);
    }
  });
});

describe('ground truth', () => {
  test('keeps to the limits of the contract', () => {
    for (const { groundTruth } of [...mixed, ...pdfs]) {
      expect(groundTruth.map((item) => item.label)).toEqual(Object.keys(sampleFields));
      for (const { label, value } of groundTruth) {
        expect(label).toMatch(/^[0-9A-Za-z_]{1,36}$/);
        const field = sampleFields[label]!;
        if (value === null) continue;
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(field.maxLength);
        if (field.type === 'date') expect(value).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
        if (field.type === 'amount') expect(value).toMatch(/^\d+\.\d\d$/);
      }
    }
  });

  test('can be read back from the text of every PDF', async () => {
    const library = await PDFiumLibrary.init();
    try {
      for (const { id, content, groundTruth } of pdfs) {
        const text = await textOf(library, content);
        for (const { label, value } of groundTruth) {
          if (value === null) continue;
          const printed = notationsOf(label, value).some((notation) => standsIn(text, notation));
          expect(printed, `${label} ${value} of ${id} in: ${text}`).toBe(true);
        }
      }
    } finally {
      library.destroy();
    }
  });

  test('without tax means that the document states none', async () => {
    const library = await PDFiumLibrary.init();
    try {
      for (const { content, groundTruth } of pdfs) {
        if (groundTruth.find((item) => item.label === 'tax')!.value !== null) continue;
        const text = await textOf(library, content);
        expect(text).not.toMatch(/(VAT|Sales tax|MwSt\.|Umsatzsteuer|Total TVA|TVA) ?@? ?\(?\d+(\.\d+)? ?%/i);
      }
    } finally {
      library.destroy();
    }
  });
});

test('some documents have two pages', async () => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdfs.find((sample) => sample.layout === 'utility-bill')!.content);
  expect(document.getPageCount()).toBe(2);
  document.destroy();
  library.destroy();
});

async function textOf(library: Awaited<ReturnType<typeof PDFiumLibrary.init>>, pdf: Uint8Array): Promise<string> {
  const document = await library.loadDocument(pdf);
  const text = [...document.pages()].map((page) => page.getText()).join(' ');
  document.destroy();
  return text.replace(/\s+/g, ' ');
}

/** Whether a text holds a value by itself, not as a part of a longer number or word. */
function standsIn(text: string, value: string): boolean {
  const literal = value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\d])(?<!\\d[.,/-])${literal}(?![\\p{L}\\d]|[.,/-]\\d)`, 'u').test(text);
}

function notationsOf(label: string, value: string): string[] {
  const { type } = sampleFields[label]!;
  if (type === 'date') {
    const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
    const date: CalendarDate = { year, month, day };
    const { monthName: _, ...notations } = dateNotations;
    return Object.values(notations).map((notation) => notation(date));
  }
  if (type === 'amount') {
    const cents = Math.round(Number(value) * 100);
    return (['', '.', ',', ' '] as const).flatMap((group) =>
      (['.', ','] as const).map((decimal) => formatAmount(cents, { decimal, group })),
    );
  }
  return [value];
}
