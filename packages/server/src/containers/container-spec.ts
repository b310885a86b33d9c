import type { ContainerCreateOptions } from 'dockerode';
import type { ApiForContainer } from './api-access.js';
import type { ContainerTask } from './container-runner.js';
import { doorLabel, serviceLabel, taskLabel, workerLabel } from './labels.js';

const defaultCpu = 256;
const cpuOfCore = 1024;
const defaultMemory = 512;
const megabyte = 1024 * 1024;
const mostProcesses = 256;
const mostOpenFiles = 4096;

export interface SpecOptions {
  reference: string;
  instanceId: string;
  workerId: string;
  networkId: string;
  api: ApiForContainer;
}

/** The same for every try to run a task: an engine has no two containers of one name. */
export function containerName(instanceId: string, taskId: string): string {
  return `las-${instanceId}-${taskId.replace(/[^0-9A-Za-z]+/g, '-')}`;
}

function environmentOf(task: ContainerTask, api: ApiForContainer): string[] {
  const variables = { ...(task.signIn ? api.variables(task.signIn) : {}), ...task.environment };
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}

/** What a container may use, and no more. */
function limits({ cpu = defaultCpu, memory = defaultMemory }: ContainerTask): ContainerCreateOptions['HostConfig'] {
  const bytes = memory * megabyte;
  return {
    NanoCpus: Math.round((cpu / cpuOfCore) * 1e9),
    Memory: bytes,
    // Memory and swap together: no swap.
    MemorySwap: bytes,
    PidsLimit: mostProcesses,
    // Counted as memory.
    ShmSize: Math.min(64, memory / 4) * megabyte,
    Ulimits: [
      { Name: 'nofile', Soft: mostOpenFiles, Hard: mostOpenFiles },
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    Privileged: false,
    IpcMode: 'private',
    // Lines are read as they come; what the engine keeps of them must not fill its disk.
    LogConfig: { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } },
    RestartPolicy: { Name: 'no' },
  };
}

export function containerSpec(task: ContainerTask, options: SpecOptions): ContainerCreateOptions {
  const { reference, instanceId, workerId, networkId, api } = options;
  return {
    name: containerName(instanceId, task.id),
    Image: reference,
    Env: environmentOf(task, api),
    Labels: {
      [serviceLabel]: instanceId,
      [workerLabel]: workerId,
      [taskLabel]: task.id,
      ...(api.doorLabel === null ? {} : { [doorLabel]: api.doorLabel }),
    },
    Tty: false,
    HostConfig: {
      ...limits(task),
      NetworkMode: networkId,
      ExtraHosts: api.extraHosts,
    },
  };
}
