import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { UnreadableDocumentError } from '../errors.js';
import type { ReaderLimits } from '../reading.js';
import { drawImage, makePdf, makeScan, RECEIPT, RECEIPT_WORDS, toSharp } from '../testing/documents.js';
import { createReader, type Reader, ThreadedReader } from './reader.js';

// Does as the document says behind its first eight bytes, and answers with a reading that has its thread's number as the
// page count.
const ACTOR = `
import { parentPort, threadId } from 'node:worker_threads';
const grow = [];
parentPort.on('message', ({ bytes }) => {
  const act = Buffer.from(bytes).subarray(8).toString();
  if (act === 'crash') process.exit(3);
  if (act === 'throw') setImmediate(() => { throw new Error('boom'); });
  if (act === 'hang') for (;;);
  if (act === 'swell') for (;;) grow.push(new Array(100000).fill({}));
  if (act === 'refuse') parentPort.postMessage({ kind: 'unreadable', reason: 'encrypted', message: 'Locked.' });
  if (act === 'fail') parentPort.postMessage({ kind: 'failed', message: 'no model' });
  if (act === 'pages') for (const done of [1, 2]) parentPort.postMessage({ kind: 'page', done, total: 2 });
  if (act === 'read' || act === 'pages') parentPort.postMessage({ kind: 'reading', reading: { pageCount: threadId, pages: [] } });
});
parentPort.postMessage({ kind: 'ready' });
`;

function act(name: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(name)]);
}

function laterBytes(): { promise: Promise<Uint8Array>; arrive(bytes: Uint8Array): void } {
  let arrive: (bytes: Uint8Array) => void = () => undefined;
  const promise = new Promise<Uint8Array>((resolve) => {
    arrive = resolve;
  });
  return { promise, arrive };
}

describe('a reader whose worker misbehaves', () => {
  let folder: string;
  let reader: Reader | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-reader-'));
    await writeFile(join(folder, 'actor.mjs'), ACTOR);
  });
  afterEach(() => reader?.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function start(
    threads = 1,
    limits: Partial<ReaderLimits> = {},
  ): (name: string, signal?: AbortSignal) => Promise<number> {
    const started = new ThreadedReader({ threads, limits }, join(folder, 'actor.mjs'));
    reader = started;
    return async (name, signal) =>
      (await started.read(act(name), 'image/png', signal === undefined ? {} : { signal })).pageCount;
  }

  it('reads one document after the other in the same thread', async () => {
    const run = start();
    expect(await run('read')).toBe(await run('read'));
  });

  it.each(['crash', 'throw', 'swell'])(
    'calls a document corrupt that makes its thread %s, and goes on',
    async (name) => {
      const run = start();
      const first = await run('read');
      await expect(run(name)).rejects.toMatchObject({
        name: 'UnreadableDocumentError',
        reason: 'corrupt',
        message: 'The document cannot be read: reading it broke off.',
      });
      expect(await run('read')).not.toBe(first);
    },
  );

  it('gives up a document after the time limit, and goes on', async () => {
    const run = start(1, { timeoutMs: 1500 });
    await expect(run('hang')).rejects.toMatchObject({
      reason: 'timeout',
      message: 'Reading the document took longer than 1.5 seconds.',
    });
    expect(await run('read')).toBeGreaterThan(0);
  });

  it('passes on why a document cannot be read, and keeps the thread', async () => {
    const run = start();
    const first = await run('read');
    await expect(run('refuse')).rejects.toMatchObject({ reason: 'encrypted', message: 'Locked.' });
    expect(await run('read')).toBe(first);
  });

  it('does not blame the document for a failure of its own', async () => {
    const run = start();
    const failure = await run('fail').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(UnreadableDocumentError);
    reader = new ThreadedReader({ threads: 1 }, join(folder, 'missing.mjs'));
    const missing = await reader.read(act('read'), 'image/png').catch((error: unknown) => error);
    expect(missing).toMatchObject({ message: 'the reading thread could not start' });
    expect(missing).not.toBeInstanceOf(UnreadableDocumentError);
  });

  it('ends a document whose signal aborts, and goes on', async () => {
    const run = start();
    const abort = new AbortController();
    const hanging = run('hang', abort.signal);
    await vi.waitFor(() => expect(reader!.active).toBe(1));
    abort.abort(new Error('no longer wanted'));
    await expect(hanging).rejects.toThrow('no longer wanted');
    expect(await run('read')).toBeGreaterThan(0);
    await expect(run('read', abort.signal)).rejects.toThrow('no longer wanted');
  });

  it('queues what it has no thread for, and lets go of what is aborted there', async () => {
    const run = start();
    const [blocking, waiting] = [new AbortController(), new AbortController()];
    const hanging = run('hang', blocking.signal);
    const aborted = run('read', waiting.signal);
    const read = run('read');
    await vi.waitFor(() => expect(reader).toMatchObject({ active: 1, queued: 2 }));
    waiting.abort(new Error('left the queue'));
    await expect(aborted).rejects.toThrow('left the queue');
    expect(reader).toMatchObject({ active: 1, queued: 1 });
    blocking.abort(new Error('made room'));
    await expect(hanging).rejects.toThrow('made room');
    expect(await read).toBeGreaterThan(0);
    await vi.waitFor(() => expect(reader).toMatchObject({ active: 0, queued: 0 }));
  });

  it('reads as many documents at once as it has threads', async () => {
    const run = start(2);
    const abort = new AbortController();
    const hanging = run('hang', abort.signal);
    expect(await run('read')).toBeGreaterThan(0);
    expect(reader!.active).toBe(1);
    abort.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
  });

  it('tells after each page how many are read', async () => {
    start();
    const seen: string[] = [];
    await reader!.read(act('pages'), 'image/png', { onProgress: (done, total) => seen.push(`${done} of ${total}`) });
    expect(seen).toEqual(['1 of 2', '2 of 2']);
  });

  it('gets the bytes of what waits only when a thread is free', async () => {
    const run = start();
    const abort = new AbortController();
    const hanging = run('hang', abort.signal);
    const asked = vi.fn(async () => act('read'));
    const waiting = reader!.read(asked, 'image/png');
    await vi.waitFor(() => expect(reader).toMatchObject({ active: 1, queued: 1 }));
    expect(asked).not.toHaveBeenCalled();
    abort.abort(new Error('made room'));
    await expect(hanging).rejects.toThrow('made room');
    expect((await waiting).pageCount).toBeGreaterThan(0);
    expect(asked).toHaveBeenCalledOnce();
  });

  it('passes on why the bytes could not be got, checks those that could, and goes on', async () => {
    const run = start();
    const gone = () => Promise.reject(new Error('deleted meanwhile'));
    await expect(reader!.read(gone, 'image/png')).rejects.toThrow('deleted meanwhile');
    await expect(reader!.read(async () => act('read'), 'image/jpeg')).rejects.toMatchObject({ reason: 'mismatch' });
    expect(await run('read')).toBeGreaterThan(0);
  });

  it('rejects what is closed or aborted while its bytes are being got', async () => {
    start();
    const [late, closed] = [laterBytes(), laterBytes()];
    const abort = new AbortController();
    const aborted = reader!.read(() => late.promise, 'image/png', { signal: abort.signal });
    abort.abort(new Error('no longer wanted'));
    late.arrive(act('hang'));
    await expect(aborted).rejects.toThrow('no longer wanted');
    const reading = reader!.read(() => closed.promise, 'image/png');
    await vi.waitFor(() => expect(reader).toMatchObject({ active: 1, queued: 0 }));
    const ended = reader!.close();
    closed.arrive(act('hang'));
    await expect(reading).rejects.toThrow('the reader was closed');
    await ended;
  });

  it('replaces a thread whose process holds more memory than wanted', async () => {
    const started = new ThreadedReader({ threads: 1, replaceThreadsAboveMb: 1 }, join(folder, 'actor.mjs'));
    reader = started;
    const read = async () => (await started.read(act('read'), 'image/png')).pageCount;
    expect(await read()).not.toBe(await read());
  });

  it('rejects what is under way or waits when it is closed, and what comes later', async () => {
    const run = start();
    const outcomes = Promise.allSettled([run('hang'), run('read')]);
    await vi.waitFor(() => expect(reader).toMatchObject({ active: 1, queued: 1 }));
    await reader!.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'the reader was closed' } });
    }
    await expect(run('read')).rejects.toThrow('the reader is closed');
  });
});

describe('a reader', () => {
  const reader = createReader({ threads: 1 });
  afterAll(() => reader.close());

  function texts({ pages }: Awaited<ReturnType<Reader['read']>>): string[][] {
    return pages.map(({ words }) => words.map(({ text }) => text));
  }

  it.each([
    [
      'image/jpeg',
      async () =>
        toSharp(await drawImage())
          .jpeg()
          .toBuffer(),
    ],
    [
      'image/png',
      async () =>
        toSharp(await drawImage())
          .greyscale()
          .toColourspace('grey16')
          .png()
          .toBuffer(),
    ],
    [
      'image/tiff',
      async () =>
        toSharp(await drawImage())
          .threshold(160)
          .toColourspace('b-w')
          .tiff({ bitdepth: 1 })
          .toBuffer(),
    ],
    ['application/pdf', async () => makePdf([RECEIPT])],
    ['application/pdf', async () => makeScan(await drawImage())],
  ] as const)('reads %s', async (contentType, make) => {
    const reading = await reader.read(await make(), contentType);
    expect(reading.pageCount).toBe(1);
    expect(texts(reading)).toEqual([RECEIPT_WORDS]);
  });

  it('reads as many pages of a TIFF as asked for', async () => {
    const names = ['FIRST', 'SECOND', 'THIRD'];
    const pages = names.map(async (text) =>
      toSharp(await drawImage([{ text, x: 100, y: 100, size: 30 }]))
        .png()
        .toBuffer(),
    );
    const { default: sharp } = await import('sharp');
    const tiff = await sharp(await Promise.all(pages), { join: { animated: true } })
      .tiff()
      .toBuffer();
    const progress: [number, number][] = [];
    const two = await reader.read(tiff, 'image/tiff', { maxPages: 2, onProgress: (...pages) => progress.push(pages) });
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(two.pageCount).toBe(3);
    expect(two.pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(texts(two)).toEqual([['FIRST'], ['SECOND']]);
    expect(texts(await reader.read(tiff, 'image/tiff', { maxPages: 9 })).flat()).toEqual(names);
  });

  it('leaves the bytes to the caller', async () => {
    const bytes = new Uint8Array(await makePdf([RECEIPT]));
    const reading = reader.read(bytes, 'application/pdf');
    bytes.fill(0);
    expect(texts(await reading)).toEqual([RECEIPT_WORDS]);
    expect(bytes.byteLength).toBeGreaterThan(0);
  });

  it.each([
    ['empty', 'image/png', new Uint8Array()],
    ['mismatch', 'image/png', Buffer.from('%PDF-1.4')],
    ['corrupt', 'image/png', act('no image at all')],
    ['corrupt', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['corrupt', 'image/tiff', Buffer.from('II*\0garbage')],
    ['corrupt', 'application/pdf', Buffer.from('%PDF-1.4 garbage')],
  ] as const)('says that a document is unreadable: %s %s', async (reason, contentType, bytes) => {
    await expect(reader.read(bytes, contentType)).rejects.toMatchObject({ name: 'UnreadableDocumentError', reason });
  });

  it('ends reading in the middle of recognition without harm', async () => {
    const bytes = await toSharp(await drawImage())
      .png()
      .toBuffer();
    for (const wait of [0, 100, 400, 700]) {
      await expect(reader.read(bytes, 'image/png', { signal: AbortSignal.timeout(wait) })).rejects.toThrow(
        /timeout|aborted/,
      );
    }
    expect(texts(await reader.read(bytes, 'image/png'))).toEqual([RECEIPT_WORDS]);
  });

  it('keeps the process alive while a document is under way or waits, and no longer', async () => {
    const program = `
      import { createReader } from '@las/reader';
      const reader = createReader({ threads: 1 });
      const read = (signal) => reader.read(Buffer.from('${Buffer.from(await makePdf([RECEIPT])).toString('base64')}', 'base64'), 'application/pdf', { signal });
      const aborted = read(AbortSignal.timeout(1)).catch((error) => error.name);
      const { pages } = await read();
      console.log(await aborted, pages[0].words.length);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
    });
    expect(stdout).toBe(`TimeoutError ${RECEIPT_WORDS.length}\n`);
  });
});
