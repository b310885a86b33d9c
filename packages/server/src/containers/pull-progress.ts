import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What an engine tells line by line while it pulls. */
interface Step {
  error?: unknown;
}

function parseStep(line: string): Step {
  try {
    return (JSON.parse(line) as Step | null) ?? {};
  } catch {
    throw new Error(`the engine answered: ${line.slice(0, 200)}`);
  }
}

/** A pull that says nothing for so long has lost its registry. */
const silenceMs = 300_000;

/** Reads the answer to a pull to its end. @throws with what the engine says when it fails, or says nothing any more. */
export async function readPullProgress(answer: Readable, patienceMs = silenceMs): Promise<void> {
  const timer = setTimeout(() => {
    answer.destroy(new Error(`timeout: the registry sent nothing for ${patienceMs / 1000} s`));
  }, patienceMs);
  // The interface of lines ends quietly with a stream that breaks.
  let broken: Error | undefined;
  answer.once('error', (error) => {
    broken = error;
  });
  try {
    for await (const line of createInterface({ input: answer })) {
      timer.refresh();
      const { error } = line.trim() === '' ? {} : parseStep(line);
      if (error !== undefined) throw new Error(String(error));
    }
    if (broken) throw broken;
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
}
