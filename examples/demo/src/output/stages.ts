import { type Progress, showProgress } from './progress.js';
import { paint, type Terminal } from './terminal.js';

export interface Timing {
  title: string;
  seconds: number;
}

/** Runs one stage after the other, shows how far each is, and notes how long it took. */
export class Stages {
  readonly timings: Timing[] = [];
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async run<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
    const start = performance.now();
    const progress = showProgress(this.#terminal, title);
    try {
      const result = await work(progress);
      const seconds = (performance.now() - start) / 1000;
      this.timings.push({ title, seconds });
      progress.end();
      this.#terminal.stream.write(`${paint('✓', 'green', this.#terminal)} ${title} (${seconds.toFixed(1)} s)\n`);
      return result;
    } finally {
      progress.end();
    }
  }
}
