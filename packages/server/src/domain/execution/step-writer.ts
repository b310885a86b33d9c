import type { Database } from '../../db/database.js';
import { type StepOutcome, type StepRecord, writeSteps } from '../../db/execution-steps.js';

/** Writes steps of many executions, those that come while others are being written together. */
export interface StepWriter {
  write(record: StepRecord): Promise<StepOutcome>;
}

interface Waiting {
  record: StepRecord;
  resolve(outcome: StepOutcome): void;
  reject(error: unknown): void;
}

const mostAtOnce = 64;

/**
 * A step costs PostgreSQL a flush to disk, and a flush takes as long for many steps as for one. So while a statement is on
 * its way, the steps that come up gather for the next. One at a time per execution: the caller sees to that.
 */
export function createStepWriter(db: Database): StepWriter {
  let gathered: Waiting[] = [];
  let isWriting = false;

  async function writeOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const { record, resolve, reject } of batch) {
      try {
        resolve((await writeSteps(db, [record])).get(record.executionId) ?? 'conflict');
      } catch (error) {
        reject(error);
      }
    }
  }

  async function writeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const records = batch.map(({ record }) => record);
      const outcomes = await writeSteps(db, records);
      for (const { record, resolve } of batch) resolve(outcomes.get(record.executionId) ?? 'conflict');
    } catch (error) {
      // One that the database refuses must not take the others with it.
      if (batch.length > 1) await writeOneByOne(batch);
      else batch[0]?.reject(error);
    }
  }

  function flush(): void {
    if (isWriting || gathered.length === 0) return;
    const batch = gathered.slice(0, mostAtOnce);
    gathered = gathered.slice(mostAtOnce);
    isWriting = true;
    void writeTogether(batch).finally(() => {
      isWriting = false;
      flush();
    });
  }

  return {
    write: (record) =>
      new Promise((resolve, reject) => {
        gathered.push({ record, resolve, reject });
        if (gathered.length === 1) queueMicrotask(flush);
      }),
  };
}
