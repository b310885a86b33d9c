import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabasePool, migrate, openDatabase } from '../db/database.js';

export interface TestDatabase extends DatabasePool {
  url: string;
  /** A fresh organization; returns its id. */
  addOrganization(): Promise<string>;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

/** A database of its own for one test file, migrated and empty. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(`create database ${name}`);
  const url = urlOf(name);
  const opened = openDatabase({ url, maxConnections: 10, onError: () => {} });
  await migrate(opened.db);
  return {
    ...opened,
    url,
    async addOrganization() {
      const id = `las:organization:${randomBytes(16).toString('hex')}`;
      await opened.db.insertInto('organizations').values({ id, name: 'test' }).execute();
      return id;
    },
    async close() {
      await opened.close();
      await administer(`drop database ${name} with (force)`);
    },
  };
}
