import { BadRequestException, NotFoundException } from '../errors.js';
import { patientPause } from '../http/retry.js';
import type { sleep } from '../http/sleep.js';
import type { TransitionExecutions } from '../resources/transition-executions.js';
import type { TransitionExecution } from '../shapes.js';
import { HeldExecution } from './held-execution.js';
import type { WorkContext, WorkSettings } from './work-options.js';

export interface WorkerInput {
  executions: TransitionExecutions;
  transitionId: string;
  handler(context: WorkContext): unknown;
  settings: WorkSettings;
  signal: AbortSignal | undefined;
  /** Waits before work is asked for again. */
  sleep: typeof sleep;
}

/** A service that waits for work answers an empty queue no sooner, in milliseconds, and may be asked again at once. */
function fairWait({ waitSeconds }: WorkSettings): number {
  return Math.max(waitSeconds * 900, 500);
}

/** Takes work from a queue, as much as may be done at once, until it is told to stop. */
export class Worker {
  readonly #input: WorkerInput;
  readonly #stop = new AbortController();
  readonly #running = new Map<HeldExecution, Promise<void>>();
  #freed = () => {};
  #failure: { error: unknown } | undefined;
  /** Requests for work in a row that have brought none, answered too soon. */
  #barren = 0;

  constructor(input: WorkerInput) {
    this.#input = input;
  }

  /** @throws what made it impossible to go on, once all that was running has ended. */
  async run(): Promise<void> {
    const { signal } = this.#input;
    const stop = () => this.#stopFor(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await this.#takeWork();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(error);
    }
    await Promise.all(this.#running.values());
    signal?.removeEventListener('abort', stop);
    if (this.#failure) throw this.#failure.error;
  }

  #stopFor(reason: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(reason);
    // Told one by one: as listeners of one signal they would make Node warn of a leak.
    for (const held of this.#running.keys()) held.stop(reason);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stopFor(error);
  }

  #report(error: unknown, execution?: TransitionExecution): void {
    try {
      this.#input.settings.onError(error, execution);
    } catch (ending) {
      this.#fail(ending);
    }
  }

  async #takeWork(): Promise<void> {
    const { concurrency } = this.#input.settings;
    while (!this.#stop.signal.aborted) {
      const execution = await this.#lease();
      if (execution) this.#start(execution);
      if (this.#running.size < concurrency) continue;
      await new Promise<void>((resolve) => {
        this.#freed = resolve;
      });
    }
  }

  #start(execution: TransitionExecution): void {
    const { executions, handler, settings } = this.#input;
    const report = (error: unknown) => this.#report(error, execution);
    const held = new HeldExecution({ executions, execution, settings, report });
    const work = this.#stop.signal.aborted ? held.putBack() : held.run(handler);
    const end = work.then(() => {
      this.#running.delete(held);
      this.#freed();
    });
    this.#running.set(held, end);
  }

  async #lease(): Promise<TransitionExecution | undefined> {
    const { executions, transitionId, settings } = this.#input;
    const { signal } = this.#stop;
    const start = performance.now();
    try {
      const execution = await executions.executeTransition(
        transitionId,
        { waitSeconds: settings.waitSeconds },
        { signal },
      );
      this.#barren = 0;
      return execution;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof NotFoundException) {
        if (performance.now() - start >= fairWait(settings)) {
          this.#barren = 0;
          return undefined;
        }
        // No answer tells an empty queue from a transition that is not there.
        await this.#requireTransition();
      } else if (error instanceof BadRequestException) throw error;
      else this.#report(error);
    }
    await this.#input.sleep(patientPause(this.#barren, Math.random), signal);
    this.#barren += 1;
    return undefined;
  }

  async #requireTransition(): Promise<void> {
    const { executions, transitionId } = this.#input;
    const request = { signal: this.#stop.signal, maxRetries: 0 };
    try {
      await executions.listTransitionExecutions(transitionId, { maxResults: 1 }, request);
    } catch (error) {
      if (error instanceof NotFoundException) throw error;
    }
  }
}
