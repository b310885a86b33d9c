import { randomBytes } from 'node:crypto';
import type { ContainerInfo } from 'dockerode';
import pino from 'pino';
import {
  type ContainerOutcome,
  type ContainerRunner,
  type ContainerRunnerOptions,
  type ContainerTask,
  createContainerRunner,
  type OutputLine,
} from '../containers/container-runner.js';
import { importShell, type TestDockerEngine } from './docker-engine.js';

/** Runners on an engine that has an image with a shell. */
export interface ShellContainers {
  newRunner(more?: Partial<ContainerRunnerOptions>): ContainerRunner;
  containersOf(taskId: string): Promise<ContainerInfo[]>;
  /** Closes all runners. */
  close(): Promise<void>;
}

const image = 'shell:1';

export function newInstanceId(): string {
  return randomBytes(4).toString('hex');
}

export async function shellContainers(engine: TestDockerEngine): Promise<ShellContainers> {
  await importShell(engine, image);
  const runners: ContainerRunner[] = [];
  return {
    newRunner(more = {}) {
      const runner = createContainerRunner({
        dockerHost: engine.dockerHost,
        dockerCertPath: null,
        instanceId: newInstanceId(),
        workerId: randomBytes(4).toString('hex'),
        api: { url: 'https://las.example.com' },
        log: pino({ level: 'error' }),
        ...more,
      });
      runners.push(runner);
      return runner;
    },
    containersOf: (taskId) => engine.docker.listContainers({ all: true, filters: { label: [`las.task=${taskId}`] } }),
    async close() {
      for (const runner of runners) await runner.close();
    },
  };
}

/** A task whose container runs this text in a shell. */
export function shellTask(script: string, more: Partial<ContainerTask> = {}): ContainerTask {
  return {
    id: `las:transition-execution:${randomBytes(16).toString('hex')}`,
    imageUrl: image,
    registryLogin: null,
    environment: { SCRIPT: script },
    signIn: null,
    ...more,
  };
}

export interface EndedTask {
  outcome: ContainerOutcome;
  lines: OutputLine[];
  texts: string[];
}

export async function runTask(
  runner: ContainerRunner,
  task: ContainerTask,
  signal: AbortSignal = new AbortController().signal,
): Promise<EndedTask> {
  const lines: OutputLine[] = [];
  const outcome = await runner.run(task, {
    signal,
    onLine: (line) => {
      lines.push(line);
      return true;
    },
  });
  return { outcome, lines, texts: lines.map(({ text }) => text) };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
export function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
