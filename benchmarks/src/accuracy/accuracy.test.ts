import { describe, expect, it } from 'vitest';
import { documentKinds, trainingDocuments } from '../generated/all-kinds.js';
import { runLeavingSendersOut } from './learning-curve.js';
import { measureGenerated } from './measure-generated.js';
import { parseOptions } from './options.js';
import { drawPlots } from './plots.js';
import type { AccuracyResult } from './result.js';
import { formatResult } from './tables.js';

const card = documentKinds.find(({ name }) => name === 'id-card')!;

describe('the accuracy benchmark', () => {
  it('measures, tabulates and plots made-up documents and documents of files alike', async () => {
    const fields = { card_number: card.fields.card_number! };
    const { result } = await measureGenerated(
      { ...card, fields },
      { sizes: [5, 14], sources: ['transcript'], onProgress: () => {} },
    );
    expect(result.points.map(({ size }) => size)).toEqual([5, 14]);
    const { summary } = result.points[1]!;
    expect(summary.overall.norm).toBeGreaterThan(60);
    expect([summary.seen.documents, summary.unseen.documents]).toEqual([30, 30]);
    expect(result.points[0]!.summary.seen.documents).toBeLessThan(15);

    const accuracy: AccuracyResult = {
      readerVersion: '1',
      files: { ...result, sender: 'company', leftOut: [{ source: 'transcript', folds: 3, documents: 14, summary }] },
      generated: [result],
      accents: [{ language: 'nb', documents: 1, letters: 4, right: 50, wordRecall: 60, accentedWordRecall: 70 }],
    };
    const tables = formatResult(accuracy);
    expect(tables).toContain(`| 14        | ${summary.overall.strict.toFixed(1)}`);
    expect(tables).toMatch(/\| card_number \| text given \|/);
    expect(tables).toMatch(/\| nb +\| 1 +\| 4 +\| 50\.0/);
    const plots = drawPlots(accuracy);
    expect(Object.keys(plots).toSorted()).toEqual(
      ['fields', 'generated', 'learning-curve', 'let-through', 'reliability', 'senders'].map((name) => `${name}.svg`),
    );
    expect(plots['generated.svg']).toContain('id-card, text given');
    for (const [, name] of tables.matchAll(/!\[.*\]\((.*)\)/g)) expect(plots).toHaveProperty([name!]);
  });

  it('answers each document by a model that knows no document of its sender', async () => {
    const documents = await trainingDocuments(card, 14);
    const summary = await runLeavingSendersOut(
      'transcript',
      documents.map((document) => ({ document, pages: document.pages })),
      {
        fields: { sex: card.fields.sex! },
        senders: new Map(documents.map(({ id, sender }) => [id, sender])),
        folds: 2,
      },
    );
    expect(summary.seen.documents).toBe(0);
    expect(summary.unseen.documents).toBe(7);
  });
});

describe('its arguments', () => {
  it('have defaults, and sizes in order', () => {
    expect(parseOptions(['--train', 'a', '--test', 'b', '--sizes', 'all,5,50'])).toMatchObject({
      files: { train: 'a', test: 'b' },
      sender: 'company',
      sizes: [5, 50, Number.POSITIVE_INFINITY],
      sources: ['transcript', 'image'],
      generated: { sizes: [10, 20, 50, 100] },
    });
    expect(parseOptions([]).files).toBeNull();
    expect(parseOptions(['--train', 'a', '--test', 'b', '--no-generated']).generated).toBeNull();
  });

  it.each([
    [['--train', 'a'], /belong together/],
    [['--no-generated'], /nothing to measure/],
    [['--sizes', '5,many'], /--sizes takes whole numbers/],
    [['--sources', 'voice'], /--sources takes/],
    [['--nonsense'], /nonsense/],
  ])('%j are refused', (args, message) => expect(() => parseOptions(args)).toThrow(message));
});
