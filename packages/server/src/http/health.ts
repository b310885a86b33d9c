import type { FastifyInstance } from 'fastify';

/** Whether one part of the service works; throws with the reason when not. */
export type HealthCheck = () => Promise<unknown>;

const patienceMs = 2000;

/** What a question answers, or why it does not. */
async function said(question: () => Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([question(), tooLate]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function outcome(check: HealthCheck): Promise<string> {
  return said(() => check().then(() => 'ok'));
}

async function outcomes<Check>(
  checks: Readonly<Record<string, Check>>,
  ask: (check: Check) => Promise<string>,
): Promise<Record<string, string>> {
  const asked = Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const);
  return Object.fromEntries(await Promise.all(asked));
}

/** `/health/live`: the process answers. `/health/ready`: it can do its work; 503 with the failing part otherwise. */
export function registerHealth(
  app: FastifyInstance,
  options: {
    checks: Readonly<Record<string, HealthCheck>>;
    /** What is told beside: parts that the service does without, such as a container engine. No reason for 503. */
    details?: Readonly<Record<string, () => Promise<string>>>;
    isStopping(): boolean;
  },
): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const checks = await outcomes(options.checks, outcome);
    const details = await outcomes(options.details ?? {}, said);
    const ready = !options.isStopping() && Object.values(checks).every((text) => text === 'ok');
    const status = ready ? 'ok' : options.isStopping() ? 'stopping' : 'unavailable';
    return reply.code(ready ? 200 : 503).send({ status, checks, ...(options.details ? { details } : {}) });
  });
}
