import { SyntaxProblem } from '../syntax-problem.js';
import type { Problem } from '../types.js';

/** More would help nobody, and a hostile definition could ask for millions. */
const most = 1000;

/** The pointer of something inside of what another pointer names. */
export function within(pointer: string, ...keys: (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer,
  );
}

/** Gathers what is wrong with a definition. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  add(pointer: string, message: string): void {
    if (this.#problems.length < most) this.#problems.push({ pointer, message });
  }

  /** What `read` gives; a `SyntaxProblem` that it throws becomes a problem at its place below the pointer. */
  attempt<T>(pointer: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      this.add(pointer + error.pointer, error.message);
      return undefined;
    }
  }

  /** In the order of their places; what was found twice is told once. */
  sorted(): Problem[] {
    const found = this.#problems.toSorted((a, b) => (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0));
    const seen = new Set<string>();
    return found.filter(({ pointer, message }) => {
      const key = `${pointer}\n${message}`;
      return !seen.has(key) && seen.add(key);
    });
  }
}
