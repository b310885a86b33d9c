import { ClientException } from '@las/client';
import { expect } from 'vitest';

/** What a call is refused with: the name of the exception, its status and its message. */
export async function refusal(call: PromiseLike<unknown>): Promise<{ name: string; status: number; message: string }> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in outcome) expect.fail(`was not refused but answered with ${JSON.stringify(outcome.answer)}`);
  if (!(outcome.error instanceof ClientException)) throw outcome.error;
  const { name, status, message } = outcome.error;
  return { name, status: status ?? 0, message };
}
