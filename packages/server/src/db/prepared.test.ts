import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { prepared } from './prepared.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const byNameAndId = prepared(['id', 'name'], (db, slots) =>
  db.selectFrom('organizations').select(['id', 'name']).where('name', '=', slots.name).where('id', '=', slots.id),
);

it('puts each value where its slot was, at every call', async () => {
  const { db } = database;
  const ids = ['las:organization:a', 'las:organization:b'] as const;
  await db
    .insertInto('organizations')
    .values([
      { id: ids[0], name: 'A' },
      { id: ids[1], name: 'B' },
    ])
    .execute();
  expect(await byNameAndId(db, { id: ids[0], name: 'A' })).toEqual([{ id: ids[0], name: 'A' }]);
  expect(await byNameAndId(db, { id: ids[1], name: 'B' })).toEqual([{ id: ids[1], name: 'B' }]);
  expect(await byNameAndId(db, { id: ids[0], name: 'B' })).toEqual([]);
});

it('is planned once a connection', async () => {
  await database.db.transaction().execute(async (trx) => {
    for (const id of ['x', 'y', 'z']) await byNameAndId(trx, { id, name: 'A' });
    const kept = await trx
      .selectFrom('pg_prepared_statements' as never)
      .select(['name', 'generic_plans', 'custom_plans'] as never[])
      .execute();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ name: expect.stringMatching(/^las_[0-9a-f]{16}$/) });
  });
});
