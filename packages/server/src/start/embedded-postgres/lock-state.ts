import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../../files/file-errors.js';

/** What a contender for a lock answers to whoever connects. */
export type LockState = 'deciding' | 'holding';

const answerLimitMs = 3000;
const askAgainMs = 20;

type Answer = LockState | 'gone' | 'none';

/**
 * Asks the contender behind a socket. Whoever accepts connections but does not answer in time, or may not be asked, is
 * taken for a holder: a busy or stopped process is alive. One that hangs up without a word is about to let go, and is asked
 * again.
 */
export async function askState(path: string): Promise<LockState | 'gone'> {
  const end = Date.now() + answerLimitMs;
  for (;;) {
    const answer = await ask(path);
    if (answer !== 'none') return answer;
    if (Date.now() >= end) return 'holding';
    await delay(askAgainMs);
  }
}

function ask(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    let answer = '';
    const connection = createConnection(path);
    const settle = (state: Answer): void => {
      connection.destroy();
      resolve(state);
    };
    connection.setTimeout(answerLimitMs, () => settle('holding'));
    connection.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    connection.on('end', () => {
      if (answer === '') settle('none');
      else settle(answer === 'deciding' ? 'deciding' : 'holding');
    });
    connection.on('error', (error) => settle(answerOf(errorCode(error))));
  });
}

function answerOf(code: string | undefined): Answer {
  if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ENOTSOCK') return 'gone';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'none' : 'holding';
}
