import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../user-error.js';
import type { Workspace } from './workspace.js';

const readyLine = /^las ready: (http:\S+) (https:\S+)$/m;
const startPatience = 90_000;
const stopPatience = 30_000;
const lastLines = 15;

export interface ServiceOptions {
  /** The script that starts the service. */
  entry: string;
  workspace: Workspace;
  /** Called when the service ends without having been told to. */
  onDeath(error: UserError): void;
}

/** The service as a process of its own, on free ports, with its data in a folder. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #workspace: Workspace;
  #stopping = false;
  #released = false;

  private constructor(child: ChildProcess, { workspace, onDeath }: ServiceOptions) {
    this.#child = child;
    this.#workspace = workspace;
    child.once('error', (error) => onDeath(new UserError(`The service cannot be started: ${error.message}`)));
    child.once('exit', () => {
      if (!this.#stopping) void this.#explainDeath().then(onDeath);
    });
  }

  static async launch(options: ServiceOptions): Promise<ServiceProcess> {
    const { entry, workspace } = options;
    // Output goes to a file, not to pipes: a service that is kept must be able to write when the demo has ended.
    const log = await open(workspace.logFile, 'a');
    try {
      const flags = ['--port', '0', '--https-port', '0', '--host', '127.0.0.1'];
      const places = ['--data-dir', workspace.dataDir, '--credentials-file', workspace.credentialsFile];
      const child = spawn(process.execPath, [entry, ...flags, ...places], {
        // A group of its own: Ctrl-C then reaches the demo alone, which stops the service in order.
        detached: true,
        env: environmentOfService(),
        stdio: ['ignore', log.fd, log.fd],
      });
      return new ServiceProcess(child, options);
    } finally {
      await log.close();
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Waits until the service takes requests; returns its addresses.
   *
   * @throws UserError when it takes too long
   */
  async ready(signal: AbortSignal): Promise<{ http: string; https: string }> {
    const deadline = Date.now() + startPatience;
    while (Date.now() < deadline) {
      const [, http, https] = readyLine.exec(await this.#readLog()) ?? [];
      if (http && https) return { http, https };
      await pause(100, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
    throw new UserError(
      `The service was not ready after ${startPatience / 1000} s. Its last lines:\n${await this.#tail()}`,
    );
  }

  /** Lets the service run on when the demo ends. */
  release(): void {
    this.#stopping = true;
    this.#released = true;
    this.#child.unref();
  }

  get released(): boolean {
    return this.#released;
  }

  /** Tells the service to stop and waits until it has; kills it when it takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.pid === undefined || this.#hasEnded()) return;
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopPatience);
    await ended;
    clearTimeout(timer);
  }

  async #explainDeath(): Promise<UserError> {
    const { exitCode, signalCode } = this.#child;
    const how = signalCode ? `by ${signalCode}` : `with code ${exitCode}`;
    return new UserError(`The service ended ${how}. Its last lines:\n${await this.#tail()}`);
  }

  async #tail(): Promise<string> {
    return (await this.#readLog()).trimEnd().split('\n').slice(-lastLines).join('\n');
  }

  #readLog(): Promise<string> {
    return readFile(this.#workspace.logFile, 'utf8').catch(() => '(none)');
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

/** The demo's service keeps to its own folder and ports, whatever is set for another one. */
function environmentOfService(): NodeJS.ProcessEnv {
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith('LAS_') && name !== 'DATABASE_URL');
  return Object.fromEntries(settings);
}
