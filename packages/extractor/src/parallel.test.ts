import { describe, expect, it } from 'vitest';
import { TooFewDocumentsError } from './errors.js';
import { trainInWorkers } from './parallel.js';
import { makeInvoices } from './testing/synthetic-invoices.js';
import { train } from './training/train.js';
import type { FieldConfig } from './types.js';

const FIELDS: FieldConfig = {
  company: { type: 'all', maxLength: 100 },
  total: { type: 'amount', maxLength: 20 },
};

describe('trainInWorkers', () => {
  it('gives the same model and report as training in the calling thread', async () => {
    const documents = makeInvoices(15);
    const progress: number[] = [];
    const onProgress = (fraction: number): number => progress.push(fraction);
    const parallel = await trainInWorkers(documents, FIELDS, { seed: 3, threads: 2, onProgress });
    const serial = train(documents, FIELDS, { seed: 3 });
    expect(Buffer.from(parallel.model).equals(serial.model)).toBe(true);
    expect(parallel.report).toEqual(serial.report);
    expect(progress.at(-1)).toBe(1);
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  });

  it('leaves the event loop of the caller free', async () => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await trainInWorkers(makeInvoices(60), { total: FIELDS.total! }, { threads: 1 });
    clearInterval(timer);
    // Worker threads share the machine's cores with this one: what matters is that it is far from the seconds of a training.
    expect(longest).toBeLessThan(500);
  });

  it('stops when its signal is aborted, with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const training = trainInWorkers(makeInvoices(200), FIELDS, {
      signal: controller.signal,
      onProgress: (fraction) => {
        if (fraction > 0.01) controller.abort(reason);
      },
    });
    await expect(training).rejects.toBe(reason);
    await expect(trainInWorkers(makeInvoices(5), FIELDS, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('rejects when there are too few documents', async () => {
    await expect(trainInWorkers(makeInvoices(3), FIELDS)).rejects.toThrow(TooFewDocumentsError);
  });

  it('rejects when a thread fails', async () => {
    const broken = makeInvoices(6).map((document) => ({ ...document, pages: null as never }));
    await expect(trainInWorkers(broken, FIELDS, { threads: 2 })).rejects.toThrow('Cannot read properties of null');
  });
});
