import type { FastifyInstance } from 'fastify';

/** Whether one part of the service works; throws with the reason when not. */
export type HealthCheck = () => Promise<unknown>;

const patienceMs = 2000;

async function outcome(check: HealthCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([check(), tooLate]);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** `/health/live`: the process answers. `/health/ready`: it can do its work; 503 with the failing part otherwise. */
export function registerHealth(
  app: FastifyInstance,
  options: {
    checks: Readonly<Record<string, HealthCheck>>;
    /** What is of interest beside them, and keeps the service from nothing. */
    details: Readonly<Record<string, () => Promise<unknown>>>;
    isStopping(): boolean;
  },
): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const names = Object.keys(options.checks);
    const outcomes = await Promise.all(Object.values(options.checks).map(outcome));
    const checks = Object.fromEntries(names.map((name, index) => [name, outcomes[index]]));
    const ready = !options.isStopping() && outcomes.every((text) => text === 'ok');
    const status = ready ? 'ok' : options.isStopping() ? 'stopping' : 'unavailable';
    const details: Record<string, unknown> = {};
    for (const [name, look] of Object.entries(options.details)) details[name] = await look();
    return reply.code(ready ? 200 : 503).send({ status, checks, details });
  });
}
