import type { ContainerCreateOptions } from 'dockerode';
import { errorFields } from '../logging/error-fields.js';
import { type ApiAccess, filesFolder } from './api-access.js';
import type { ContainerRunnerOptions, ContainerTask } from './container-runner.js';
import { containerSpec } from './container-spec.js';
import { type DockerEngine, reasonOf, statusOf, within } from './docker-engine.js';
import type { ImagePuller } from './image-puller.js';
import { packFiles } from './tar-file.js';
import type { TaskNetworks } from './task-network.js';

/** What one runner has between its tasks. */
export interface Running {
  engine: DockerEngine;
  images: ImagePuller;
  networks: TaskNetworks;
  access: ApiAccess;
  options: ContainerRunnerOptions;
  closing: AbortSignal;
  /** Tasks whose containers this runner follows, or is about to make. */
  followed: Set<string>;
}

export const questionMs = 30_000;
/** Making and starting a container writes to a disk that may be busy. */
export const startMs = 120_000;

/** Cannot fail: what is left over is found by `leftContainers`. */
export async function removeContainer({ engine, options }: Running, containerId: string): Promise<void> {
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
    await removeContainer(running, spec.name);
    return (await within(startMs, docker.createContainer(spec))).id;
  }
}

/** Makes and starts a container of this image. @returns its id. */
async function startImage(
  running: Running,
  { task, reference, signal }: { task: ContainerTask; reference: string; signal: AbortSignal },
): Promise<string> {
  const { engine, networks, access, options } = running;
  const { instanceId, workerId } = options;
  const network = await networks.ensure();
  const api = await access.forContainer(network);
  const spec = containerSpec(task, { reference, instanceId, workerId, networkId: network.id, api });
  signal.throwIfAborted();
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
    await removeContainer(running, containerId);
    throw error;
  }
}

const mostTries = 3;

/** Another worker may have removed it as the last one to use it, just before this one did. */
function isOfLostNetwork(error: unknown): boolean {
  return statusOf(error) === 404 && /network \S+ not found|no such network/i.test(reasonOf(error));
}

/** Makes and starts the container of a task. @returns its id. */
export async function startContainer(running: Running, task: ContainerTask, signal: AbortSignal): Promise<string> {
  await running.engine.ping();
  const reference = await running.images.ensure(task.imageUrl, task.registryLogin);
  for (let tries = 1; ; tries++) {
    try {
      return await startImage(running, { task, reference, signal });
    } catch (error) {
      if (tries === mostTries || !isOfLostNetwork(error)) throw error;
    }
  }
}
