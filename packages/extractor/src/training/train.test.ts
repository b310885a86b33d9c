import { beforeAll, describe, expect, it } from 'vitest';
import { TooFewDocumentsError } from '../errors.js';
import { loadModel } from '../load-model.js';
import { makeInvoices, makePage } from '../testing/synthetic-invoices.js';
import type { Extractor, FieldConfig, Training } from '../types.js';
import { formatDate } from '../values/date-forms.js';
import { train } from './train.js';

const FIELDS: FieldConfig = {
  company: { type: 'all', maxLength: 100 },
  date: { type: 'date', maxLength: 10 },
  total: { type: 'amount', maxLength: 20 },
  number: { type: 'number', maxLength: 20 },
};

const valuesOf = (extractor: Extractor, pages: Parameters<Extractor['extract']>[0]) =>
  Object.fromEntries(extractor.extract(pages).map(({ label, value }) => [label, value]));

describe('a model trained on values alone', () => {
  const unseen = makeInvoices(20, {}, 99);
  let training: Training;
  let extractor: Extractor;
  const progress: number[] = [];

  beforeAll(() => {
    training = train(makeInvoices(40), FIELDS, { seed: 7, onProgress: (fraction) => progress.push(fraction) });
    extractor = loadModel(training.model);
  });

  it('finds the values of documents that it has not seen', () => {
    const right = unseen.flatMap(({ pages, groundTruth }) => {
      const values = valuesOf(extractor, pages);
      return Object.keys(FIELDS).map((label) => values[label] === groundTruth[label]);
    });
    expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.95);
  });

  it('says where a value stands and from which words it was read', () => {
    const { pages, groundTruth } = unseen[0]!;
    const total = extractor.extract(pages).find(({ label }) => label === 'total')!;
    expect(total.page).toBe(1);
    const words = total.words.map(({ word }) => pages[0]!.words[word]!);
    expect(words.map(({ text }) => text)).toEqual([groundTruth.total]);
    for (const [side, edge] of total.box!.entries()) expect(edge).toBeCloseTo(words[0]!.box[side]!, 5);
  });

  it('offers at most four other values, none twice, with confidences between 0 and 1', () => {
    for (const { pages } of unseen) {
      for (const { value, confidence, alternatives } of extractor.extract(pages)) {
        const values = [value, ...alternatives.map((alternative) => alternative.value)];
        expect(new Set(values).size).toBe(values.length);
        expect(alternatives.length).toBeLessThanOrEqual(4);
        for (const given of [confidence, ...alternatives.map((alternative) => alternative.confidence)]) {
          expect(given).toBeGreaterThanOrEqual(0);
          expect(given).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('reports on documents left out, for each field and all', () => {
    const { overall, fields, documents } = training.report;
    expect(documents).toEqual({ used: 40, skipped: [] });
    expect(Object.keys(fields)).toEqual(Object.keys(FIELDS));
    expect(overall.documents).toBe(160);
    expect(overall.accuracy).toBeGreaterThan(0.9);
    expect(overall.coverageAt95Precision).toBeGreaterThan(0.8);
    expect(overall.calibration.bins.reduce((sum, { count }) => sum + count, 0)).toBe(160);
  });

  it('is small, and the same for the same documents and seed', () => {
    expect(training.model.length).toBeLessThan(5_000_000);
    const again = train(makeInvoices(40), FIELDS, { seed: 7 });
    expect(Buffer.from(again.model).equals(training.model)).toBe(true);
    expect(again.report).toEqual(training.report);
  });

  it('tells how far it is, never going back', () => {
    expect(progress.at(-1)).toBe(1);
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  });

  it('knows its fields', () => expect(extractor.fields).toEqual(FIELDS));

  it('finds values on a later page', () => {
    const { pages, groundTruth } = unseen[1]!;
    const values = valuesOf(extractor, [
      makePage([['Dear customer,'], ['see the next page']]),
      { ...pages[0]!, number: 2 },
    ]);
    expect(values.total).toBe(groundTruth.total);
  });

  it('takes documents without pages or words', () => {
    for (const pages of [[], [makePage([])]]) expect(extractor.extract(pages)).toHaveLength(4);
  });

  it('does not hang on hostile documents', () => {
    const before = process.cpuUsage();
    for (const text of ['1.00', '1', 'a'.repeat(100_000), '12/', '1 234']) {
      const word = { text, confidence: 0.5, box: [0.1, 0.1, 0.2, 0.2] as const };
      extractor.extract([
        { ...makePage([]), words: Array.from({ length: 20_000 }, (_, segment) => ({ ...word, segment })) },
      ]);
    }
    // Processor time, which other programs do not use up: some two seconds.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
  });
});

describe('fields', () => {
  it('that are often absent come back null', () => {
    const documents = (count: number, seed: number) =>
      makeInvoices(
        count,
        {
          lines: ({ index }, lines) => (index % 2 === 0 ? lines : [...lines, ['Phone', `+47 22 33 ${10 + index} 55`]]),
          truth: ({ index }) => ({ phone: index % 2 === 0 ? null : `+47 22 33 ${10 + index} 55` }),
        },
        seed,
      );
    const { model } = train(documents(30, 1), { phone: { type: 'phone', maxLength: 30 } });
    const extractor = loadModel(model);
    for (const { pages, groundTruth } of documents(10, 2)) {
      expect(extractor.extract(pages)[0]).toMatchObject({ value: groundTruth.phone });
    }
  });

  it('whose value is not in the document are skipped with the reason, not taken for absent', () => {
    const documents = makeInvoices(12, {
      truth: ({ index, company }) => ({ company: index === 3 ? 'Somebody Else Inc' : company }),
    });
    const { report } = train(documents, { company: { type: 'all', maxLength: 99 } });
    const reason = "company: the value is not in the document's text";
    expect(report.documents).toEqual({ used: 11, skipped: [{ documentId: 'invoice-3', reason }] });
    expect(report.fields.company?.documents).toBe(11);
  });

  it('with true and false are told from the document as a whole', () => {
    const documents = (count: number, seed: number) =>
      makeInvoices(
        count,
        {
          lines: ({ index }, lines) => (index % 2 === 0 ? lines : [...lines, ['PAID in full']]),
          truth: ({ index }) => ({ paid: index % 2 === 1 }),
        },
        seed,
      );
    const extractor = loadModel(train(documents(30, 1), { paid: { type: 'all', maxLength: 5 } }).model);
    for (const { pages, groundTruth } of documents(10, 2)) {
      expect(extractor.extract(pages)[0]!.value).toBe(String(groundTruth.paid));
    }
  });

  it('never answer longer than maxLength', () => {
    const config: FieldConfig = { company: { type: 'all', maxLength: 10 }, total: { type: 'amount', maxLength: 6 } };
    const extractor = loadModel(train(makeInvoices(15), config).model);
    for (const { pages } of makeInvoices(10, {}, 5)) {
      for (const { label, value, alternatives } of extractor.extract(pages)) {
        const longest = config[label]!.maxLength;
        for (const given of [value, ...alternatives.map((alternative) => alternative.value)]) {
          expect(given?.length ?? 0).toBeLessThanOrEqual(longest);
        }
      }
    }
  });
});

describe('forms of dates and amounts', () => {
  const config: FieldConfig = { date: { type: 'date', maxLength: 20 }, total: { type: 'amount', maxLength: 20 } };

  it('are YYYY-MM-DD and 1234.50 whatever the documents write', () => {
    const style = { dateForm: 'D MMMM YYYY', amountForm: '1.234,50' };
    const extractor = loadModel(train(makeInvoices(20, style), config).model);
    for (const { pages, groundTruth } of makeInvoices(5, style, 3)) {
      expect(valuesOf(extractor, pages)).toEqual({ date: groundTruth.date, total: groundTruth.total });
    }
  });

  it('are learned where the ground truth consistently writes others', () => {
    const style = {
      dateForm: 'YYYY-MM-DD',
      amountForm: '1,234.50',
      truth: ({ date, total }: { date: string; total: string }) => ({
        date: formatDate(date, 'DD/MM/YYYY'),
        total: total.replace('.', ','),
      }),
    };
    const extractor = loadModel(train(makeInvoices(20, style), config).model);
    for (const { pages, groundTruth } of makeInvoices(5, style, 3)) {
      expect(valuesOf(extractor, pages)).toEqual(groundTruth);
    }
  });

  it('with the month first are understood from the values', () => {
    const style = { dateForm: 'MM/DD/YYYY' };
    const extractor = loadModel(train(makeInvoices(20, style), config).model);
    for (const { pages, groundTruth } of makeInvoices(8, style, 3)) {
      expect(valuesOf(extractor, pages).date).toBe(groundTruth.date);
    }
  });
});

describe('too few documents', () => {
  it('are refused, saying what is missing for each label', () => {
    const documents = makeInvoices(6, { truth: ({ index, total }) => ({ total: index < 3 ? total : null }) });
    const attempt = (): unknown => train(documents, { total: FIELDS.total!, vat: { type: 'amount', maxLength: 9 } });
    expect(attempt).toThrow(TooFewDocumentsError);
    expect(attempt).toThrow(
      '3 usable documents, at least 5 are needed. total: 3 × usable, 3 × without a value. vat: 6 × no ground truth.',
    );
  });

  it('do not include documents without words', () => {
    const empty = makeInvoices(5).map((document) => ({ ...document, pages: [makePage([])] }));
    expect(() => train(empty, FIELDS)).toThrow(TooFewDocumentsError);
  });

  it('are enough when five', () => expect(train(makeInvoices(5), FIELDS).report.documents.used).toBe(5));
});
