import type { Extractor } from '@las/extractor';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { newId } from './ids.js';
import { createLoadedModels } from './loaded-models.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

/** A succeeded training that made these bytes. */
async function trained(bytes: string): Promise<string> {
  const organization_id = await database.addOrganization();
  const [modelId, trainingId] = [newId('model'), newId('training')];
  await database.pool.query(
    `insert into models (id, organization_id, width, height, field_config, preprocess_config)
     values ($1, $2, 100, 100, '{}', '{}')`,
    [modelId, organization_id],
  );
  await database.pool.query(
    `insert into trainings (id, organization_id, model_id, status, model) values ($1, $2, $3, 'succeeded', $4)`,
    [trainingId, organization_id, modelId, Buffer.from(bytes)],
  );
  return trainingId;
}

function counted(capacity: number) {
  const loads: string[] = [];
  const load = (bytes: Uint8Array): Extractor => {
    loads.push(Buffer.from(bytes).toString());
    return { fields: {}, extract: () => [] };
  };
  return { loads, models: createLoadedModels({ db: database.db, load, capacity }) };
}

test('a model is loaded once, also for many who ask at the same time', async () => {
  const { loads, models } = counted(2);
  const id = await trained('a');
  const given = await Promise.all([models.get(id), models.get(id), models.get(id)]);
  expect(new Set(given).size).toBe(1);
  expect(await models.get(id)).toBe(given[0]);
  expect(loads).toEqual(['a']);
});

test('what was not used for longest makes room', async () => {
  const { loads, models } = counted(2);
  const [a, b, c] = [await trained('a'), await trained('b'), await trained('c')];
  for (const id of [a, b, a, c, a, b]) await models.get(id);
  expect(loads).toEqual(['a', 'b', 'c', 'b']);
});

test('a training that is gone gives nothing, and is asked for again the next time', async () => {
  const { loads, models } = counted(2);
  expect(await models.get(newId('training'))).toBeUndefined();
  expect(loads).toEqual([]);
});
