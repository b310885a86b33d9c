import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { inTransaction } from './database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('transaction', () => {
  it('is run again when it was the victim of a deadlock', async () => {
    const [first, second] = [await database.addOrganization(), await database.addOrganization()];
    let runs = 0;
    let meet: () => void = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    let here = 0;
    const rename = (steps: { id: string; name: string }[]) =>
      inTransaction(database.db, async (trx) => {
        runs++;
        for (const [index, { id, name }] of steps.entries()) {
          await trx.updateTable('organizations').set({ name }).where('id', '=', id).execute();
          // Each holds its first row before either asks for its second.
          if (index === 0 && ++here === 2) meet();
          if (index === 0) await met;
        }
      });
    await Promise.all([
      rename([
        { id: first, name: 'a' },
        { id: second, name: 'a' },
      ]),
      rename([
        { id: second, name: 'b' },
        { id: first, name: 'b' },
      ]),
    ]);
    expect(runs).toBe(3);
    const names = await database.db.selectFrom('organizations').select('name').execute();
    expect(new Set(names.map((row) => row.name)).size).toBe(1);
  });

  it('is not run again for any other failure', async () => {
    let runs = 0;
    const failing = inTransaction(database.db, async () => {
      runs++;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(runs).toBe(1);
  });
});
