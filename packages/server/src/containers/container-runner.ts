import type { Logger } from 'pino';
import type { OpenDoor } from './api-door.js';

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

/** Why the task of such a container has failed, when its program has not ended it: a sentence and the last lines. */
export declare function causeOf(outcome: ContainerOutcome): string;

export declare function createContainerRunner(options: ContainerRunnerOptions): ContainerRunner;
