import { expect, it } from 'vitest';
import type { BenchmarkDocument } from '../documents-file.js';
import { loadFieldConfig } from './field-config.js';
import { formatTable } from './print-table.js';
import { runExtraction } from './run.js';
import { transcriptPages } from './transcript-pages.js';

const SHOPS = ['Harbour Books', 'Casa Molina', 'Atelier Dubois'];

function makeReceipts(count: number, offset = 0): BenchmarkDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + offset;
    const total = `${10 + number}.${10 + (number % 80)}`;
    const company = SHOPS[number % SHOPS.length] ?? '';
    const lines = [company, `Coffee ${number % 9}.05`, `Total ${total}`, 'Cash 900.00'].map((text, line) => ({
      box: [20, 30 * line, 20 + 9 * text.length, 30 * line + 20] as [number, number, number, number],
      text,
    }));
    const groundTruth = [
      { label: 'company', value: company },
      { label: 'total', value: total },
    ];
    return { id: String(number), image: `${number}.jpg`, width: 300, height: 400, groundTruth, lines };
  });
}

it('places the words of a line by their characters', () => {
  const [document] = makeReceipts(1);
  const words = transcriptPages(document!)[0]!.words.filter(({ segment }) => segment === 2);
  expect(words.map(({ text }) => text)).toEqual(['Total', '10.10']);
  expect(words[1]!.box[0] * 300).toBeCloseTo(20 + 9 * 6);
});

it('trains, extracts and measures', async () => {
  const [train, test] = [makeReceipts(20), makeReceipts(10, 20)].map((documents) =>
    documents.map((document) => ({ document, pages: transcriptPages(document) })),
  );
  const fields = await loadFieldConfig(undefined, makeReceipts(1));
  expect(fields).toEqual({ company: { type: 'all', maxLength: 1024 }, total: { type: 'amount', maxLength: 1024 } });
  const { result } = await runExtraction({ train: train!, test: test!, fields, seed: 1, threads: 1 });
  expect(result.documents).toEqual({ train: 20, test: 10 });
  expect(result.overall.norm).toBeGreaterThan(90);
  expect(Object.keys(result.fields)).toEqual(['company', 'total']);
  expect(result.trainSeconds).toBeGreaterThan(0);
  expect(formatTable(result)).toContain('overall');
});
