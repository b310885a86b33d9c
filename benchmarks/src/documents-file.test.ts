import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocuments, spreadSample } from './documents-file.js';

const document = {
  id: '1',
  image: 'images/1.jpg',
  width: 10,
  height: 20,
  groundTruth: [{ label: 'total', value: '1.00' }],
  lines: [{ box: [0, 0, 5, 5], text: 'TOTAL 1.00' }],
};

describe('loadDocuments', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-documents-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function load(text: string) {
    const file = join(folder, 'documents.jsonl');
    await writeFile(file, text);
    return loadDocuments(file);
  }

  it('reads one document a line and skips blank lines', async () => {
    expect(await load(`${JSON.stringify(document)}\n\n${JSON.stringify({ ...document, id: '2' })}\n`)).toEqual([
      document,
      { ...document, id: '2' },
    ]);
  });

  it.each([
    ['{"id": "1"', /:2: not JSON/],
    ['{"id": "1"}', /:2: needs id/],
    [JSON.stringify({ ...document, lines: [{ text: 'no box' }] }), /:2: needs id/],
    ['null', /:2: needs id/],
  ])('names the line that is no document: %s', async (line, message) => {
    await expect(load(`${JSON.stringify(document)}\n${line}\n`)).rejects.toThrow(message);
  });
});

describe('spreadSample', () => {
  it('takes the wanted number, evenly spread, the first one included', () => {
    const items = Array.from({ length: 10 }, (_, index) => index);
    expect(spreadSample(items, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(spreadSample(items, 3)).toHaveLength(3);
    expect(spreadSample(items, 3)[0]).toBe(0);
    expect(spreadSample(items, 1)).toEqual([0]);
  });

  it('takes everything when there is less than wanted', () => {
    expect(spreadSample([1, 2], 5)).toEqual([1, 2]);
  });
});
