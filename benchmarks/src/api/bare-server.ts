import Fastify from 'fastify';
import pg from 'pg';

/** What our routes are held against: the same framework and the same one query, and nothing else. Prints its port. */
const [databaseUrl, organizationId] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
const app = Fastify();

app.get<{ Params: { id: string } }>('/documents/:id', async (request) => {
  const { rows } = await pool.query({
    name: 'document',
    text: 'select * from documents where organization_id = $1 and id = $2',
    values: [organizationId, request.params.id],
  });
  return rows[0];
});

app.get('/batches', async () => {
  const { rows } = await pool.query({
    name: 'batches',
    text: `select batches.*, (select count(*) from documents where documents.batch_id = batches.id) as num_documents
           from batches where organization_id = $1 order by seq desc limit 101`,
    values: [organizationId],
  });
  return { batches: rows };
});

const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address}\n`);
