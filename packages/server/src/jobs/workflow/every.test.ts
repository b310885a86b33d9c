import { EventEmitter, once } from 'node:events';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { every } from './every.js';

const log = pino({ level: 'silent' });
const rarely = 3_600_000;

function counted(work: (times: number) => Promise<void>, milliseconds = rarely) {
  let times = 0;
  const repeated = every(milliseconds, { what: 'a test', log }, () => {
    times++;
    return work(times);
  });
  onTestFinished(() => repeated.stop());
  return { ...repeated, times: () => times };
}

test('work is done again and again, also after a failure', async () => {
  const repeated = counted(async () => {
    throw new Error('no');
  }, 1);
  await expect.poll(repeated.times).toBeGreaterThan(3);
});

test('who hurries it while it is being done has it done once more', async () => {
  const gate = new EventEmitter();
  const repeated = counted(async () => void (await once(gate, 'open')));
  repeated.hurry();
  repeated.hurry();
  repeated.hurry();
  expect(repeated.times()).toBe(1);
  gate.emit('open');
  await expect.poll(repeated.times).toBe(2);
  gate.emit('open');
});

test('nobody who hurries it at the moment it ends is forgotten', async () => {
  let hurried = 0;
  const repeated = counted(async () => {});
  // In every microtask around the end.
  for (let round = 1; round <= 5; round++) {
    repeated.hurry();
    for (let wait = 0; wait < round; wait++) await Promise.resolve();
    const before = repeated.times();
    repeated.hurry();
    hurried++;
    await new Promise((resolve) => setImmediate(resolve));
    expect(repeated.times()).toBeGreaterThan(before);
  }
  expect(hurried).toBe(5);
});

test('to stop waits for what is under way, and nothing begins afterwards', async () => {
  const gate = new EventEmitter();
  const repeated = counted(async () => void (await once(gate, 'open')));
  repeated.hurry();
  let isStopped = false;
  const stopping = repeated.stop().then(() => {
    isStopped = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  gate.emit('open');
  await stopping;
  repeated.hurry();
  expect(repeated.times()).toBe(1);
});
