import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleFields } from './fields.js';
import { generateSamples } from './generate-samples.js';
import { writeSamples } from './write-samples.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'las-samples-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('each document lies beside its ground truth, and the fields are there once', async () => {
  const out = path.join(folder, 'new', 'folder');
  expect(await writeSamples(out, { seed: 3, count: 4 })).toBe(4);
  const files = await readdir(out);
  expect(files).toHaveLength(9);
  expect(JSON.parse(await readFile(path.join(out, 'fields.json'), 'utf8'))).toEqual(sampleFields);
  for await (const { id, contentType, content, groundTruth } of generateSamples({ seed: 3, count: 4 })) {
    const document = `${id}.${contentType === 'application/pdf' ? 'pdf' : 'jpg'}`;
    expect(new Uint8Array(await readFile(path.join(out, document)))).toEqual(content);
    expect(JSON.parse(await readFile(path.join(out, `${id}.json`), 'utf8'))).toEqual(groundTruth);
  }
});

describe('the command', () => {
  const command = path.join(import.meta.dirname, '../dist/generate.js');
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [command, ...args]);

  test('writes as many documents as asked for', async () => {
    const { stdout } = await run('--out', folder, '--count', '2', '--seed', '8');
    expect(stdout).toBe(`2 documents with ground truth in ${folder}\n`);
    expect(await readdir(folder)).toHaveLength(5);
  });

  test.each([
    [[], '--out is missing'],
    [['--out', 'x', '--count', 'many'], '--count is "many" and should be a whole number.'],
    [['--out', 'x', '--seed', '-1'], "'--seed"],
    [['--out', 'x', '--colour'], '--colour'],
  ])('says what is wrong with %j', async (args, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});
