import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { addTransitionExecution } from '../testing/transition-execution.js';
import type { Sorting } from './sorted-page.js';
import { pageOfWorkflowExecutions } from './workflow-executions.js';

let database: TestDatabase;
let organizationId: string;
let workflowId: string;
let rows: { id: string; seq: string; start_time: Date; end_time: Date | null }[];

/** Executions whose times repeat, some of which have not ended. */
beforeAll(async () => {
  database = await testDatabase();
  organizationId = await database.addOrganization();
  for (let n = 0; n < 25; n++) {
    const added = await addTransitionExecution(database, organizationId);
    workflowId ??= added.workflowId;
    await database.pool.query(
      `update workflow_executions set workflow_id = $2, start_time = to_timestamp($3),
         end_time = case when $4 then null else to_timestamp($3 + 0.000001) end
       where id = $1`,
      [added.workflowExecutionId, workflowId, (n * 7) % 5, n % 4 === 0],
    );
  }
  rows = (await database.pool.query('select id, seq, start_time, end_time from workflow_executions')).rows;
});

afterAll(() => database.close());

function expected({ sortBy, order }: Sorting): string[] {
  const keyOf = (row: (typeof rows)[number]) => {
    if (sortBy === 'startTime') return row.start_time.getTime();
    return sortBy === 'endTime' ? (row.end_time?.getTime() ?? Number.POSITIVE_INFINITY) : 0;
  };
  const sign = order === 'ascending' ? 1 : -1;
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return rows
    .toSorted((a, b) => sign * (compare(keyOf(a), keyOf(b)) || compare(Number(a.seq), Number(b.seq))))
    .map(({ id }) => id);
}

test('pages of every size, put together, are the whole list in its order', async () => {
  const sorting = fc.record<Sorting>({
    sortBy: fc.constantFrom(undefined, 'startTime', 'endTime'),
    order: fc.constantFrom('ascending', 'descending'),
  });
  await fc.assert(
    fc.asyncProperty(sorting, fc.integer({ min: 1, max: 30 }), async (order, limit) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const keyset = { limit, after };
        const page = await pageOfWorkflowExecutions(
          database.db,
          { organizationId, workflowId },
          undefined,
          order,
          keyset,
        );
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(expected(order));
    }),
    { numRuns: 40 },
  );
});

test('a page by either time comes from an index, whatever number of executions there are', async () => {
  for (const sortBy of ['startTime', 'endTime'] as const) {
    const plan = await database.db.transaction().execute(async (trx) => {
      // So few rows are sorted faster than looked up.
      await sql`set local enable_sort = off`.execute(trx);
      await sql`set local enable_seqscan = off`.execute(trx);
      const explained = trx.withPlugin({
        transformQuery: ({ node }) => ({ ...node, explain: { kind: 'ExplainNode' } }) as never,
        transformResult: async ({ result }) => result,
      });
      const sorting = { sortBy, order: 'descending' } as const;
      const keyset = { limit: 10, after: null };
      return pageOfWorkflowExecutions(explained, { organizationId, workflowId }, undefined, sorting, keyset);
    });
    const lines = JSON.stringify(plan.rows);
    expect(lines).toContain(sortBy === 'startTime' ? 'workflow_executions_started' : 'workflow_executions_ended');
    expect(lines).not.toContain('Sort');
  }
});
