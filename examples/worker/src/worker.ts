import { Client, Rejected } from '@las/client';

const [transitionId = ''] = process.argv.slice(2);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

/** Approves what costs less than a thousand: the kind of work that is not worth a container. */
function approve({ total }: { total?: string | null }) {
  if (!total) throw new Rejected('There is no total to approve');
  return { total, approved: Number(total) < 1000 };
}

await new Client().work(transitionId, approve, { concurrency: 4, signal: stop.signal });
