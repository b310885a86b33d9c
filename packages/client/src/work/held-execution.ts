import { BadRequestException, type ClientException, NotFoundException } from '../errors.js';
import { isTransient, patientPause } from '../http/retry.js';
import { sleep } from '../http/sleep.js';
import type { TransitionExecutions } from '../resources/transition-executions.js';
import type { TransitionExecution } from '../shapes.js';
import { failing, LeaseLost, type Outcome, outcomeOf, puttingBack } from './outcome.js';
import type { WorkContext, WorkSettings } from './work-options.js';

/** After so many milliseconds without a heartbeat the service gives the work to somebody else. */
const leaseTime = 60_000;
/** Milliseconds that one try to end an execution may take. */
const deliveryTimeout = 30_000;
/** A service that restarts is back before. */
const failuresUntilTold = 3;

export interface HeldInput {
  executions: TransitionExecutions;
  execution: TransitionExecution;
  settings: WorkSettings;
  report(error: unknown): void;
}

/** An execution that is leased: kept by heartbeats while a handler works on it, and ended with what comes of that. */
export class HeldExecution {
  readonly #input: HeldInput;
  /** Of the signal that the handler is given. */
  readonly #controller = new AbortController();
  /** Aborted when nothing is to be done for the execution any more. */
  readonly #end = new AbortController();
  #state: 'working' | 'delivering' | 'lost' = 'working';
  #timeUp = () => {};
  /** When the work is to be over, whatever comes. */
  #deadline = Infinity;

  constructor(input: HeldInput) {
    this.#input = input;
  }

  get #ids(): [string, string] {
    const { transitionId, executionId } = this.#input.execution;
    return [transitionId, executionId];
  }

  /** Ends when the execution has ended or is no longer held. */
  async run(handler: (context: WorkContext) => unknown): Promise<void> {
    const beating = this.#beat();
    const outcome = await this.#work(handler);
    if (this.#state !== 'lost') {
      this.#state = 'delivering';
      await this.#deliver(outcome);
    }
    this.#end.abort();
    await beating;
  }

  /** The handler is told, and has some time to end in; else the work is put back. */
  stop(reason: unknown): void {
    const grace = this.#input.settings.graceSeconds * 1000;
    this.#deadline = performance.now() + grace;
    this.#controller.abort(reason);
    sleep(grace, this.#end.signal).then(
      () => this.#timeUp(),
      () => {},
    );
  }

  /** Without a handler: what came just as the work was to stop. */
  async putBack(): Promise<void> {
    this.#deadline = performance.now();
    await this.#deliver(puttingBack);
  }

  async #work(handler: (context: WorkContext) => unknown): Promise<Outcome> {
    const { execution } = this.#input;
    const { signal } = this.#controller;
    let late = false;
    const working = outcomeOf(() => handler({ execution, signal }), signal).then((outcome) => {
      if (late && outcome !== puttingBack) {
        const message = 'The handler has ended after its time: its result is dropped';
        this.#input.report(new LeaseLost(message, execution.executionId));
      }
      return outcome;
    });
    const timeUp = new Promise<Outcome>((resolve) => {
      this.#timeUp = () => resolve(puttingBack);
    });
    const outcome = await Promise.race([working, timeUp]);
    late = true;
    return outcome;
  }

  async #beat(): Promise<void> {
    const end = this.#end.signal;
    const period = this.#input.settings.heartbeatSeconds * 1000;
    const request = { signal: end, timeout: Math.max(period, 5_000), maxRetries: 0 };
    let heard = performance.now();
    let misses = 0;
    while (this.#state !== 'lost') {
      const pause = misses === 0 ? period : Math.min(period, patientPause(misses - 1, Math.random));
      try {
        await sleep(pause, end);
        await this.#input.executions.sendHeartbeat(...this.#ids, request);
        heard = performance.now();
        misses = 0;
      } catch (error) {
        if (end.aborted) return;
        if (error instanceof BadRequestException || error instanceof NotFoundException) return this.#lose(error);
        misses += 1;
        if (!isTransient(error)) this.#input.report(error);
        if (performance.now() - heard > leaseTime) this.#presumeLost(error);
      }
    }
  }

  #abort(why: string, cause: unknown): void {
    const { executionId } = this.#input.execution;
    const error = new LeaseLost(`The lease of ${executionId} is lost: ${why}`, executionId, cause);
    this.#controller.abort(error);
    this.#input.report(error);
  }

  /** The service may still say otherwise, so that a result is tried to be delivered all the same. */
  #presumeLost(cause: unknown): void {
    if (!this.#controller.signal.aborted) this.#abort('no heartbeat has gone through for a minute', cause);
  }

  #lose(refusal: ClientException): void {
    // While a result is on its way this may be its own doing: then its answer tells.
    if (this.#state !== 'working') return;
    this.#state = 'lost';
    this.#abort(refusal.message, refusal);
  }

  async #deliver(outcome: Outcome): Promise<void> {
    const { executions } = this.#input;
    const { status, ...details } = outcome;
    const request = { timeout: deliveryTimeout, maxRetries: 0 };
    for (let failures = 0; ; failures += 1) {
      try {
        await executions.updateTransitionExecution(...this.#ids, status, details, request);
        return;
      } catch (error) {
        if (!isTransient(error)) return this.#refused(outcome, error, failures > 0);
        if (performance.now() >= this.#deadline) return this.#input.report(error);
        if (failures === failuresUntilTold) this.#input.report(error);
        await sleep(patientPause(failures, Math.random));
      }
    }
  }

  async #refused(outcome: Outcome, error: unknown, retried: boolean): Promise<void> {
    const { status } = await this.#input.executions
      .getTransitionExecution(...this.#ids, { timeout: deliveryTimeout })
      .catch(() => ({ status: undefined }));
    // An earlier try has done it, only its answer was lost.
    if (retried && status === outcome.status) return;
    this.#input.report(error);
    // It is still held, so it is the outcome that is not taken: an output that breaks the schema, for example.
    if (status === 'running' && outcome.status === 'succeeded') await this.#deliver(failing(error));
  }
}
