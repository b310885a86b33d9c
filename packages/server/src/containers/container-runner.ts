import type { ContainerCreateOptions, ContainerInfo } from 'dockerode';
import type { Logger } from 'pino';
import { errorFields } from '../logging/error-fields.js';
import { type ApiAccess, createApiAccess, filesFolder } from './api-access.js';
import type { OpenDoor } from './api-door.js';
import { containerSpec } from './container-spec.js';
import { connectEngine, type DockerEngine, NoEngine, reasonOf, statusOf, within } from './docker-engine.js';
import { followContainer } from './follow-container.js';
import { createImagePuller, type ImagePuller, NotStarted } from './image-puller.js';
import { doorLabel, serviceLabel, taskLabel, workerLabel } from './labels.js';
import { packFiles } from './tar-file.js';
import { ensureNetwork, removeNetwork } from './task-network.js';
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
  /** The runner was closed. The container goes on, and is among those that `leftContainers` finds. */
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

interface Running {
  engine: DockerEngine;
  images: ImagePuller;
  access: ApiAccess;
  options: ContainerRunnerOptions;
  closing: AbortSignal;
  /** Tasks whose containers this runner follows, or is about to make. */
  followed: Set<string>;
}

const questionMs = 30_000;
/** Making and starting a container writes to a disk that may be busy. */
const startMs = 120_000;

/** Cannot fail: what is left over is found by `leftContainers`. */
async function remove({ engine, options }: Running, containerId: string): Promise<void> {
  const removing = engine.docker.getContainer(containerId).remove({ force: true, v: true });
  await within(startMs, removing).catch((error: unknown) => {
    const status = statusOf(error);
    // 409: it is being removed already.
    if (status !== 404 && status !== 409)
      options.log.warn({ ...errorFields(error), containerId }, 'container not removed');
  });
}

async function create(running: Running, spec: ContainerCreateOptions): Promise<string> {
  const { docker } = running.engine;
  try {
    return (await within(startMs, docker.createContainer(spec))).id;
  } catch (error) {
    if (statusOf(error) !== 409 || spec.name === undefined) throw error;
    // One of a worker that had this task before: two must not run.
    await remove(running, spec.name);
    return (await within(startMs, docker.createContainer(spec))).id;
  }
}

/** Makes and starts the container of a task. @returns its id. */
async function start(running: Running, task: ContainerTask, signal: AbortSignal): Promise<string> {
  const { engine, images, access, options } = running;
  const { instanceId, workerId } = options;
  await engine.ping();
  const reference = await images.ensure(task.imageUrl, task.registryLogin);
  signal.throwIfAborted();
  const network = await ensureNetwork(engine, instanceId);
  const api = await access.forContainer(network);
  const spec = containerSpec(task, { reference, instanceId, workerId, networkName: network.name, api });
  const containerId = await create(running, spec);
  try {
    const container = engine.docker.getContainer(containerId);
    if (task.signIn && api.files.length > 0) {
      await within(questionMs, container.putArchive(packFiles(filesFolder, api.files), { path: '/' }));
    }
    signal.throwIfAborted();
    await within(startMs, container.start());
    return containerId;
  } catch (error) {
    await remove(running, containerId);
    throw error;
  }
}

function whyNotStarted(error: unknown, { engine, options }: Running): ContainerOutcome {
  if (error instanceof NoEngine) return { kind: 'no-engine', reason: error.message };
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
  if (outcome.kind !== 'detached') await remove(running, containerId);
  return outcome;
}

async function run(running: Running, task: ContainerTask, following: Following): Promise<ContainerOutcome> {
  const { signal } = following;
  if (running.closing.aborted) return { kind: 'detached' };
  running.followed.add(task.id);
  const starting = start(running, task, AbortSignal.any([signal, running.closing]));
  try {
    const containerId = await unlessAborted(starting, signal);
    return await follow(running, containerId, { ...following, after: 0 });
  } catch (error) {
    if (!signal.aborted && !running.closing.aborted) return whyNotStarted(error, running);
    // Whatever was being started is taken back when it is there.
    await starting.then((containerId) => remove(running, containerId)).catch(() => {});
    return { kind: signal.aborted ? 'cancelled' : 'detached' };
  } finally {
    running.followed.delete(task.id);
  }
}

async function adopt(
  running: Running,
  info: ContainerInfo,
  following: Following & { after: number },
): Promise<ContainerOutcome> {
  const { engine, access, options, followed } = running;
  const taskId = info.Labels[taskLabel] ?? '';
  followed.add(taskId);
  try {
    const network = await ensureNetwork(engine, options.instanceId);
    const closeDoor = await access.reopen(network, info.Labels[doorLabel] ?? '');
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
      end: () => remove(running, info.Id),
    }));
}

export function createContainerRunner(options: ContainerRunnerOptions): ContainerRunner {
  const engine = connectEngine(options);
  const closing = new AbortController();
  const access = createApiAccess(options.api);
  const images = createImagePuller(engine);
  const running: Running = { engine, images, access, options, closing: closing.signal, followed: new Set() };
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
      await removeNetwork(engine, options.instanceId);
    },
  };
}
