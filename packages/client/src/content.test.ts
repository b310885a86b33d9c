import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Content, withContent } from './content.js';
import { TestService } from './testing/service.js';

const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
const expected = Buffer.from(bytes).toString('base64');
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'las-client-'));
  file = join(folder, 'å receipt.jpg');
  await writeFile(file, bytes);
});
afterAll(() => rm(folder, { recursive: true }));

const kinds: [string, () => Content][] = [
  ['a path', () => file],
  ['a file URL', () => pathToFileURL(file)],
  ['a Blob', () => new Blob([bytes])],
  ['a File', () => new File([bytes], 'receipt.jpg')],
  ['an ArrayBuffer', () => bytes.slice().buffer],
  ['a Uint8Array', () => bytes],
  ['a Buffer', () => Buffer.from(bytes)],
  ['a part of a buffer', () => new Uint8Array([1, 2, ...bytes, 3]).subarray(2, -1)],
  ['a web stream', () => new Blob([bytes]).stream()],
  ['a Node stream', () => createReadStream(file, { highWaterMark: 1000 })],
];

describe('content', () => {
  it.each(kinds)('may be %s', async (_, content) => {
    const body = await withContent({ name: 'a' }, content(), fetch);
    expect(body.content === expected).toBe(true);
    expect(body.name).toBe('a');
  });

  it('may come from a web address, which is not shown the credentials', async () => {
    await using service = await TestService.start();
    service.behaviours.push({ body: 'hello' });
    const { content } = await withContent({}, new URL('/a.pdf', service.origin), fetch);
    expect(Buffer.from(content, 'base64').toString()).toBe('hello');
    expect(service.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('may be text that a stream yields', async () => {
    const { content } = await withContent({}, Readable.from(['å', 'b']), fetch);
    expect(Buffer.from(content, 'base64').toString()).toBe('åb');
  });

  it.each([
    ['a file that is missing', () => join(folder, 'missing.pdf'), 'ENOENT'],
    ['null', () => null as unknown as Content, 'Content has to be'],
    ['a number', () => 7 as unknown as Content, 'Content has to be'],
  ])('must not be %s', async (_, content, message) => {
    await expect(withContent({}, content(), fetch)).rejects.toThrow(message);
  });

  it('must not be a web address that is missing', async () => {
    await using service = await TestService.start();
    service.behaviours.push({ status: 404 });
    await expect(withContent({}, new URL(service.origin), fetch)).rejects.toThrow('status 404');
  });

  it('cannot be a path where there is no file system', async () => {
    vi.stubGlobal('process', undefined);
    const attempt = withContent({}, 'receipt.jpg', fetch);
    vi.unstubAllGlobals();
    await expect(attempt).rejects.toThrow('in Node only');
  });
});
