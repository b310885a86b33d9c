import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeOrCheck } from './generated-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'las-generated-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  process.argv = process.argv.filter((argument) => argument !== '--check');
  await rm(folder, { recursive: true });
});

const write = (text: string) => writeOrCheck(new Map([[join(folder, 'a.md'), text]]), { folder, command: 'npm run x' });

describe('writeOrCheck', () => {
  it('writes what changed and removes what is left over', async () => {
    await writeFile(join(folder, 'old.md'), 'old');
    write('new');
    expect(await readdir(folder)).toEqual(['a.md']);
    expect(await readFile(join(folder, 'a.md'), 'utf8')).toBe('new');
  });

  it('with --check fails and changes nothing', async () => {
    write('old');
    await writeFile(join(folder, 'left.md'), 'left');
    process.argv.push('--check');
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    write('new');
    expect(process.exitCode).toBe(1);
    expect(errors.mock.calls.flat()).toEqual([
      `${join(folder, 'a.md')} is out of date: run npm run x`,
      `${join(folder, 'left.md')} is out of date: run npm run x`,
    ]);
    expect(await readFile(join(folder, 'a.md'), 'utf8')).toBe('old');
  });

  it('with --check is content with what is up to date', () => {
    write('new');
    process.argv.push('--check');
    write('new');
    expect(process.exitCode).toBeUndefined();
  });
});
