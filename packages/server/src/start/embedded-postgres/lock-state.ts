import { createConnection } from 'node:net';
import { errorCode } from '../../files/file-errors.js';

/** What a contender for a lock answers to whoever connects. */
export type LockState = 'deciding' | 'holding';

const answerLimitMs = 3000;

/**
 * Asks the contender behind a socket. Whoever accepts connections but does not answer in time, or may not be asked, is
 * taken for a holder: a busy or stopped process is alive.
 */
export function askState(path: string): Promise<LockState | 'gone'> {
  return new Promise((resolve) => {
    let answer = '';
    const connection = createConnection(path);
    const settle = (state: LockState | 'gone'): void => {
      connection.destroy();
      resolve(state);
    };
    connection.setTimeout(answerLimitMs, () => settle('holding'));
    connection.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    connection.on('end', () => settle(answer === 'deciding' ? 'deciding' : 'holding'));
    connection.on('error', (error) => settle(isDead(error) ? 'gone' : 'holding'));
  });
}

function isDead(error: Error): boolean {
  const code = errorCode(error);
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ENOTSOCK';
}
