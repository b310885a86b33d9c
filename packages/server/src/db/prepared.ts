import { createHash } from 'node:crypto';
import { type Compilable, CompiledQuery, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Database } from './database.js';

/** Names of the statements that PostgreSQL is to keep planned, by their SQL. */
const statementNames = new Map<string, string>();

/** Where a query that needs no transaction goes straight to the pool, past kysely's own queue. */
const pools = new WeakMap<Database, Pool>();

function keepPlanned(sql: string): void {
  statementNames.set(sql, `las_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`);
}

/**
 * A query that is built here once and planned by PostgreSQL once a connection, for what is asked for at every turn: building
 * and planning take longer than the rest of it. It has to name its columns: the plan of a `select *` breaks when a
 * migration adds one.
 *
 * @param names of the values that a call gives.
 * @param build makes the query, with a slot where each value goes.
 */
export function prepared<Name extends string, Row>(
  names: readonly Name[],
  build: (db: Database, slots: Record<Name, string>) => Compilable<Row>,
): (db: Database, values: Record<Name, string | Buffer>) => Promise<Row[]> {
  const slots = Object.fromEntries(names.map((name) => [name, `slot:${name}`])) as Record<Name, string>;
  const nameOfSlot = new Map<unknown, Name>(names.map((name) => [slots[name], name]));
  let built: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    if (!built) {
      built = build(db, slots).compile();
      keepPlanned(built.sql);
    }
    const parameters = built.parameters.map((parameter) => {
      const name = nameOfSlot.get(parameter);
      return name === undefined ? parameter : values[name];
    });
    const pool = db.isTransaction ? undefined : pools.get(db);
    const { rows } = pool
      ? await pool.query({ text: built.sql, values: parameters, name: statementNames.get(built.sql) })
      : await db.executeQuery<Row>(CompiledQuery.raw(built.sql, parameters));
    return rows;
  };
}

function namingClient(client: PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = statementNames.get(text);
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  };
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}

export function sendPreparedTo(pool: Pool, db: Database): void {
  pools.set(db, pool);
}

/** A pool for kysely that gives prepared queries their names. */
export function namingPool(pool: Pool): PostgresPool {
  // kysely knows a connection again by its client.
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? namingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}
