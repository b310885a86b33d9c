import { describe, expect, it } from 'vitest';
import type { BenchmarkDocument } from '../documents-file.js';
import { documentKinds, testDocuments, trainingDocuments } from '../generated/all-kinds.js';
import type { GeneratedDocument } from '../generated/generated-document.js';
import { runCurve } from './learning-curve.js';
import { measureFiles } from './measure-files.js';
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
      files: {
        ...result,
        groups: [{ source: 'image', copies: 'degraded', group: 'blur', documents: 9, overall: summary.overall }],
        sender: 'company',
        leftOut: [{ source: 'transcript', folds: 3, documents: 14, summary }],
      },
      generated: [result],
      accents: [{ language: 'nb', documents: 1, letters: 4, right: 50, wordRecall: 60, accentedWordRecall: 70 }],
    };
    const tables = formatResult(accuracy);
    expect(tables).toContain(`| 14        | ${summary.overall.strict.toFixed(1)}`);
    expect(tables).toMatch(/\| card_number \| text given \|/);
    expect(tables).toMatch(/\| blur \| 9 /);
    expect(tables).toMatch(/\| nb +\| 1 +\| 4 +\| 50\.0/);
    const plots = drawPlots(accuracy);
    expect(Object.keys(plots).toSorted()).toEqual(
      ['fields', 'generated', 'learning-curve', 'let-through', 'reliability', 'senders'].map((name) => `${name}.svg`),
    );
    expect(plots['generated.svg']).toContain('id-card, text given');
    for (const [, name] of tables.matchAll(/!\[.*\]\((.*)\)/g)) expect(plots).toHaveProperty([name!]);
  });

  it('measures documents of files, and each of them by a model that knows no document of its sender', async () => {
    const [train, test] = [await trainingDocuments(card, 14), await testDocuments(card, 8)].map((documents) => ({
      documents: documents.map(toFileDocument),
      file: 'nowhere.jsonl',
    }));
    const result = await measureFiles(train!, test!, {
      fields: { sex: card.fields.sex! },
      sender: 'state',
      sizes: [Number.POSITIVE_INFINITY],
      sources: ['transcript'],
      repeats: 1,
      onProgress: () => {},
    });
    expect(result.documents).toEqual({ train: 14, test: 8 });
    expect(result.points.map(({ size }) => size)).toEqual([14]);
    expect(result.points[0]!.summary.seen.documents).toBe(4);
    expect(result.leftOut).toMatchObject([
      { source: 'transcript', documents: 14, summary: { seen: { documents: 0 } } },
    ]);
  });

  it('measures parts of the test documents by themselves', async () => {
    const read = (documents: GeneratedDocument[]) => documents.map((document) => ({ document, pages: document.pages }));
    const { groups } = await runCurve(
      {
        source: 'transcript',
        train: read(await trainingDocuments(card, 6)),
        tests: { clean: read(await testDocuments(card, 6)) },
      },
      {
        fields: { sex: card.fields.sex! },
        senders: new Map(),
        sizes: [6],
        repeatsOf: () => 1,
        subset: (documents) => [...documents],
        groupOf: (_copies, id) => (id.includes('-0-') ? 'first sender' : undefined),
      },
    );
    expect(groups).toMatchObject([{ group: 'first sender', documents: 1, copies: 'clean' }]);
  });
});

/** As a documents file has it, its sender among its values. */
function toFileDocument({ id, sender, groundTruth, pages }: GeneratedDocument): BenchmarkDocument {
  const [width, height] = [100, 100];
  return {
    id,
    image: `${id}.png`,
    width,
    height,
    groundTruth: [...groundTruth, { label: 'state', value: sender }],
    lines: pages.flatMap(({ words }) =>
      words.map(({ text, box }) => ({
        text,
        box: [box[0] * width, box[1] * height, box[2] * width, box[3] * height] as const,
      })),
    ),
  } as BenchmarkDocument;
}

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
