import { link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirectoryInUseError, type DirectoryLock, lockDirectory } from './directory-lock.js';

let parent: string;
let locks: string;
let held: DirectoryLock[];

async function lock(): Promise<DirectoryLock> {
  const taken = await lockDirectory('/the/data', locks);
  held.push(taken);
  return taken;
}

/** A socket file as a killed process leaves it: nobody listens. */
async function leaveDeadSocket(name: string): Promise<void> {
  const server = createServer();
  const path = join(locks, 'for-a-moment');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await link(path, join(locks, name));
  await new Promise((resolve) => server.close(resolve));
}

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'las-lock-'));
  locks = join(parent, 'locks');
  held = [];
});

afterEach(async () => {
  for (const taken of held) await taken.release();
  await rm(parent, { recursive: true, force: true });
});

test('a second taker is refused with the folder and the holder, until the first lets go', async () => {
  const first = await lock();
  const refusal = await lock().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataDirectoryInUseError);
  expect(refusal).toMatchObject({ folder: '/the/data', pid: process.pid });
  await first.release();
  await expect(lock()).resolves.toBeDefined();
});

test('of many takers at any moments exactly one gets it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, index) => {
        // Spread over about the time that taking it lasts, so that they meet in every stage of it.
        if (round % 2 === 1) await delay(index);
        return lock();
      }),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(locks)).toHaveLength(1);
    await held.pop()?.release();
    expect(await readdir(locks)).toEqual([]);
  }
});

test('what killed processes left is swept', async () => {
  await mkdir(locks);
  for (const name of ['0000000000000000-1', 'ffffffffffffffff-99999']) await leaveDeadSocket(name);
  await lock();
  expect(await readdir(locks)).toEqual([expect.stringMatching(new RegExp(`^[0-9a-f]{16}-${process.pid}$`))]);
});

test('a holder too busy to answer still holds', async () => {
  await mkdir(locks);
  const busy = createServer({ pauseOnConnect: true }).listen(join(locks, '8888888888888888-4711'));
  try {
    await expect(lock()).rejects.toThrow(/process 4711/);
  } finally {
    busy.close();
  }
});

test('a folder whose path is too long for a socket can be taken', async () => {
  locks = join(parent, 'long'.repeat(40), 'locks');
  await mkdir(join(locks, '..'));
  await lock();
  await expect(lock()).rejects.toThrow(DataDirectoryInUseError);
});
