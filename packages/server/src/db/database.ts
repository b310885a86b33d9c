import { Kysely, Migrator, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import * as initial from './migrations/0001-initial.js';
import * as executions from './migrations/0002-executions.js';
import * as logEvents from './migrations/0003-log-events.js';
import * as autoTrain from './migrations/0004-auto-train.js';
import { namingPool, sendPreparedTo } from './prepared.js';
import type { Schema } from './schema.js';

/** Runs queries: the pool, or one transaction on it. Inside a transaction only the transaction may be used. */
export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

export interface DatabasePool {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool of connections. An idle connection that breaks is replaced at the next query. */
export function openDatabase(options: {
  url: string;
  maxConnections: number;
  onError(error: Error): void;
}): DatabasePool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: 10_000,
    application_name: 'las-server',
  });
  pool.on('error', options.onError);
  // The pool listens to idle connections only: one that breaks between two queries of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: namingPool(pool) }) });
  sendPreparedTo(pool, db);
  return { db, pool, close: () => db.destroy() };
}

/** Serialization failure and deadlock: PostgreSQL has rolled back one of two, and asks for it to be tried again. */
const worthRepeating = new Set<unknown>(['40001', '40P01']);
const mostTries = 3;

/** Runs a transaction, again when it lost against another one. What it does beside the database has to bear repeating. */
export async function inTransaction<T>(db: Database, work: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (tries === mostTries || !worthRepeating.has(code)) throw error;
    }
  }
}

const migrations = {
  '0001-initial': initial,
  '0002-executions': executions,
  '0003-log-events': logEvents,
  '0004-auto-train': autoTrain,
};

/** Brings the schema up to date; safe when several processes start at once, since the migrator holds a lock. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
