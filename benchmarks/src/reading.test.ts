import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchmarkDocument } from './documents-file.js';
import { readDocuments } from './read-documents.js';

const COMMAND = fileURLToPath(new URL('../dist/reading.js', import.meta.url));
const RECEIPT = fileURLToPath(new URL('../fixtures/receipt.png', import.meta.url));

const run = promisify(execFile);

describe('the reading benchmark', () => {
  let folder: string;
  let documents: BenchmarkDocument[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-reading-'));
    await copyFile(RECEIPT, join(folder, 'receipt.png'));
    documents = ['a', 'b'].map((id) => ({
      id,
      image: 'receipt.png',
      width: 500,
      height: 200,
      groundTruth: [{ label: 'total', value: '16.25' }],
      lines: [
        { box: [0, 0, 500, 100], text: 'NORTHWIND TRADERS' },
        { box: [0, 100, 500, 200], text: 'TOTAL 16.25' },
      ],
    }));
    await writeFile(join(folder, 'documents.jsonl'), documents.map((document) => JSON.stringify(document)).join('\n'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints a table and writes exactly the agreed measures', async () => {
    const out = join(folder, 'out.json');
    const args = ['--documents', join(folder, 'documents.jsonl'), '--limit', '1', '--json', out, '--threads', '1'];
    const { stdout } = await run(process.execPath, [COMMAND, ...args]);
    expect(stdout).toMatch(/^1 documents, 1 threads\nword recall +100 %/);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual({
      overall: {
        wordRecall: 100,
        wordPrecision: 100,
        medianCer: 0,
        cpuSecondsPerPage: expect.any(Number),
        peakRssMb: expect.any(Number),
      },
      found: { total: 100 },
    });
  });

  it('reads degraded copies, and writes the measures of each kind', async () => {
    const out = join(folder, 'degraded.json');
    const args = ['--documents', join(folder, 'documents.jsonl'), '--limit', '1', '--json', out, '--threads', '1'];
    const { stdout } = await run(process.execPath, [COMMAND, ...args, '--degrade', 'skew']);
    expect(stdout).toMatch(/^skew: 1 documents, 1 threads\nword recall/);
    const reports = JSON.parse(await readFile(out, 'utf8'));
    expect(Object.keys(reports)).toEqual(['skew']);
    expect(reports.skew.overall.medianCer).toBeLessThan(20);
  });

  it.each([
    [['--documents', 'x', '--degrade', 'fire'], /--degrade has to be all, mixed or one of blur,[\s\S]*Usage/],
    [[], /--documents is needed[\s\S]*Usage/],
    [['--documents', 'x', '--limit', 'many'], /--limit has to be a whole number from 1[\s\S]*Usage/],
    [['--nonsense'], /--nonsense[\s\S]*Usage/],
    [['--documents', '/nowhere/documents.jsonl'], /ENOENT/],
  ])('says what is wrong with the arguments %j', async (args, message) => {
    await expect(run(process.execPath, [COMMAND, ...args])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(message),
    });
  });

  it('reads each image once and then takes it from the cache', async () => {
    const cacheDir = join(folder, 'cache');
    const seen: number[] = [];
    const options = { threads: 1, cacheDir, onProgress: (done: number) => seen.push(done) };
    const first = await readDocuments(documents, folder, options);
    expect(seen).toEqual([1, 2]);
    const files = await readdir(cacheDir);
    expect(files).toHaveLength(1);
    expect(first.get('a')!.pages[0]!.words.map(({ text }) => text)).toContain('16.25');
    const file = join(cacheDir, files[0]!);
    await writeFile(file, JSON.stringify({ pageCount: 7, pages: [] }));
    expect((await readDocuments(documents, folder, options)).get('b')).toEqual({ pageCount: 7, pages: [] });
    const anew = await readDocuments(documents.slice(0, 1), folder, { threads: 1, cacheDir: false });
    expect(anew.get('a')).toEqual(first.get('a'));
  });
});
