import type { FastifyInstance } from 'fastify';

/** Whether one part of the service works; throws with the reason when not. */
export type HealthCheck = () => Promise<unknown>;

const patienceMs = 2000;

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function outcome(check: HealthCheck): Promise<string> {
  return withinPatience(check()).then(() => 'ok', reasonOf);
}

async function valuesOf(looks: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, unknown>> {
  const names = Object.keys(looks);
  const values = await Promise.all(Object.values(looks).map((look) => withinPatience(look()).catch(reasonOf)));
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
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
    const details = await valuesOf(options.details);
    return reply.code(ready ? 200 : 503).send({ status, checks, details });
  });
}
