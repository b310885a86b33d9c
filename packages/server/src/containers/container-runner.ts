import { constants } from 'node:os';
import type { ContainerInfo } from 'dockerode';
import type { Logger } from 'pino';
import { errorFields } from '../logging/error-fields.js';
import { createApiAccess } from './api-access.js';
import type { OpenDoor } from './api-door.js';
import { connectEngine, NoEngine, reasonOf, statusOf, within } from './docker-engine.js';
import { followContainer } from './follow-container.js';
import { createImagePuller, NotStarted } from './image-puller.js';
import { doorLabel, serviceLabel, taskLabel, workerLabel } from './labels.js';
import { questionMs, type Running, removeContainer, startContainer, startMs } from './start-container.js';
import { createTaskNetworks } from './task-network.js';
import { unlessAborted } from './unless-aborted.js';

/** What the program in a container signs in with. */
export interface TaskSignIn {
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

/** A container to run. */
export interface ContainerTask {
  /** Id of what it runs for: of the transition execution, or of the workflow execution that has ended. */
  id: string;
  imageUrl: string;
  /** For a private registry. */
  registryLogin: { username: string; password: string } | null;
  environment: Readonly<Record<string, string>>;
  /** Becomes the five LAS_ variables, with the address at which a container reaches the API; null: none are set. */
  signIn: TaskSignIn | null;
  /** 1024 is a core; a quarter of one when absent. */
  cpu?: number;
  /** MB; 512 when absent. */
  memory?: number;
}

/** A line that a container wrote to its stdout or stderr. */
export interface OutputLine {
  /** Milliseconds since 1970, with decimals: the engine is finer than a millisecond. */
  time: number;
  /** Without line break and control characters, at most 4096 characters. */
  text: string;
}

/** How a container is followed. */
export interface Following {
  /** Aborted: the container is killed at once. */
  signal: AbortSignal;
  /** Has to return at once. Returning false says that no further line is wanted. */
  onLine(line: OutputLine): boolean | undefined;
}

/** How the run of a container ended. */
export type ContainerOutcome =
  /** It ended by itself, or a signal ended it: then the code is above 128. */
  | { kind: 'exited'; exitCode: number; lastLines: string[] }
  /** It wanted more memory than it may have. */
  | { kind: 'out-of-memory'; exitCode: number; lastLines: string[] }
  /** The signal of the caller killed it, or came before it was started. */
  | { kind: 'cancelled' }
  /** No such image, a login that the registry refuses, no such program in the image: a sentence for a person. */
  | { kind: 'not-started'; reason: string }
  /** `no container engine reachable at …` */
  | { kind: 'no-engine'; reason: string }
  /** Somebody removed it while it ran, or the engine went away for longer than is waited. */
  | { kind: 'lost'; reason: string }
  /** The runner was closed. The container goes on, and is among those that `leftContainers` finds, if it was started. */
  | { kind: 'detached' };

/** A container of this service that this runner does not follow: its worker is another one, or has died. */
export interface LeftContainer {
  /** {@link ContainerTask.id}. */
  taskId: string;
  /** The runner that started it. */
  workerId: string;
  isRunning: boolean;
  /**
   * Goes on where the other worker stopped: as `run`, from the container as it is now, which may have ended meanwhile. Only
   * lines later than `after` (milliseconds since 1970) are handed on.
   */
  adopt(following: Following & { after: number }): Promise<ContainerOutcome>;
  /** Kills and removes it. */
  end(): Promise<void>;
}

/** Runs containers on a Docker-compatible engine. */
export interface ContainerRunner {
  /** Runs a container to its end and removes it. Never rejects for what a task or an engine may do wrong. */
  run(task: ContainerTask, following: Following): Promise<ContainerOutcome>;
  /** `ok`, or why no container could be run now. */
  check(): Promise<string>;
  /** @throws where the engine does not answer. */
  leftContainers(): Promise<LeftContainer[]>;
  /** Lets go of all containers, which go on, and closes the door. */
  close(): Promise<void>;
}

export interface ContainerRunnerOptions {
  /** `unix:///var/run/docker.sock`, `tcp://host:2375`, `http://…`, `https://…`. */
  dockerHost: string;
  /** Folder with ca.pem, cert.pem and key.pem for an engine behind TLS; null: none. */
  dockerCertPath: string | null;
  /** The service: the same for all its workers, and from start to start. Lower-case letters and digits. */
  instanceId: string;
  /** This worker: another one at each start. */
  workerId: string;
  /** How containers reach the API: a URL that the operator names, or a door that the runner opens on their network. */
  api: { url: string } | { openDoor: OpenDoor };
  log: Logger;
}

/** Why a task has failed whose container ended like this, and whose program has reported no result: with the last lines. */
export function causeOf(outcome: Extract<ContainerOutcome, { lastLines: string[] }>): string {
  const sentence =
    outcome.kind === 'out-of-memory'
      ? 'The container wanted more memory than it may have.'
      : `The container ended with ${howItExited(outcome.exitCode)} without reporting a result.`;
  if (outcome.lastLines.length === 0) return `${sentence} It wrote nothing.`;
  const text = outcome.lastLines.join('\n');
  // Of the lines the last ones say most.
  const room = longestCause - sentence.length;
  return `${sentence}\n${text.length > room ? `…${text.slice(1 - room).toWellFormed()}` : text}`;
}

/** Existing clients take an error's message of up to 4096 characters. */
const longestCause = 4095;
const firstSignalCode = 128;

function howItExited(exitCode: number): string {
  const signal = Object.entries(constants.signals).find(([, number]) => firstSignalCode + number === exitCode)?.[0];
  return `exit code ${exitCode}${signal ? ` (${signal})` : ''}`;
}

function whyNotStarted(error: unknown, { engine, options }: Running): ContainerOutcome {
  if (error instanceof NoEngine) {
    // Who may not use the socket, say, learns it here: the task's owner is not the one to tell.
    options.log.warn(errorFields(error.cause), error.message);
    return { kind: 'no-engine', reason: error.message };
  }
  if (error instanceof NotStarted) return { kind: 'not-started', reason: error.message };
  if (statusOf(error) === undefined) options.log.warn(errorFields(error), 'container not started');
  return { kind: 'not-started', reason: `The container engine at ${engine.address} refuses: ${reasonOf(error)}` };
}

async function follow(
  running: Running,
  containerId: string,
  following: Following & { after: number },
): Promise<ContainerOutcome> {
  const { engine, closing } = running;
  const outcome = await followContainer(engine, { ...following, containerId, closing });
  if (outcome.kind !== 'detached') await removeContainer(running, containerId);
  return outcome;
}

async function run(running: Running, task: ContainerTask, following: Following): Promise<ContainerOutcome> {
  const { signal } = following;
  if (running.closing.aborted) return { kind: 'detached' };
  running.followed.add(task.id);
  const ending = AbortSignal.any([signal, running.closing]);
  const starting = startContainer(running, task, ending);
  try {
    const containerId = await unlessAborted(starting, ending);
    return await follow(running, containerId, { ...following, after: 0 });
  } catch (error) {
    if (!ending.aborted) return whyNotStarted(error, running);
    const isCancelled = signal.aborted;
    // An image may take minutes to come: nobody waits for it. One that has started nevertheless is taken back, or left.
    starting.then((containerId) => (isCancelled ? removeContainer(running, containerId) : undefined)).catch(() => {});
    return { kind: isCancelled ? 'cancelled' : 'detached' };
  } finally {
    running.followed.delete(task.id);
  }
}

async function adopt(
  running: Running,
  info: ContainerInfo,
  following: Following & { after: number },
): Promise<ContainerOutcome> {
  const { engine, access, networks, followed } = running;
  const taskId = info.Labels[taskLabel] ?? '';
  followed.add(taskId);
  try {
    const network = await networks.ensure();
    const ports = info.Labels[doorLabel];
    const closeDoor = ports === undefined ? async () => {} : await access.reopen(network, ports);
    // Its worker died between making and starting it.
    if (info.State === 'created') await within(startMs, engine.docker.getContainer(info.Id).start());
    return await follow(running, info.Id, following).finally(closeDoor);
  } catch (error) {
    return whyNotStarted(error, running);
  } finally {
    followed.delete(taskId);
  }
}

async function leftContainers(running: Running): Promise<LeftContainer[]> {
  const { engine, options, followed } = running;
  await engine.ping();
  const filters = { label: [`${serviceLabel}=${options.instanceId}`] };
  const all = await within(questionMs, engine.docker.listContainers({ all: true, filters }));
  return all
    .filter(({ Labels }) => !followed.has(Labels[taskLabel] ?? ''))
    .map((info) => ({
      taskId: info.Labels[taskLabel] ?? '',
      workerId: info.Labels[workerLabel] ?? '',
      isRunning: info.State === 'running',
      adopt: (following) => adopt(running, info, following),
      end: () => removeContainer(running, info.Id),
    }));
}

export function createContainerRunner(options: ContainerRunnerOptions): ContainerRunner {
  const engine = connectEngine(options);
  const closing = new AbortController();
  const access = createApiAccess(options.api);
  const images = createImagePuller(engine);
  const networks = createTaskNetworks(engine, options.instanceId);
  const running: Running = { engine, images, networks, access, options, closing: closing.signal, followed: new Set() };
  return {
    run: (task, following) => run(running, task, following),
    check: () =>
      engine.ping().then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    leftContainers: () => leftContainers(running),
    async close() {
      closing.abort();
      await access.close();
      await networks.remove();
    },
  };
}
