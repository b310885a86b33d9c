import type { Readable } from 'node:stream';
import { type DockerEngine, reasonOf, statusOf, within } from './docker-engine.js';
import { parseImageName } from './image-name.js';
import { readPullProgress } from './pull-progress.js';

/** A container cannot be started, for a reason that its owner can do something about: a sentence. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

export interface ImagePuller {
  /** Pulls an image that is not there. @returns its reference. @throws NotStarted */
  ensure(imageUrl: string, login: { username: string; password: string } | null): Promise<string>;
}

const questionMs = 30_000;
/** The engine asks the registry before it answers. */
const pullStartMs = 120_000;

const refusals: [RegExp, string][] = [
  [
    /unauthorized|authentication required|no basic auth|denied|incorrect username or password/i,
    'the registry refuses access',
  ],
  [/manifest unknown|not found|does not exist|no such image/i, 'there is no such image'],
  [
    /dial tcp|no such host|connection refused|timeout|deadline exceeded|tls:|x509|server gave HTTP|EOF/i,
    'the registry cannot be reached',
  ],
];

function refused(imageUrl: string, login: unknown, error: unknown): NotStarted {
  const reason = reasonOf(error);
  const [, what = 'the engine refuses'] = refusals.find(([pattern]) => pattern.test(reason)) ?? [];
  const who = what.endsWith('access') ? (login ? ' with this login' : ' without a login') : '';
  return new NotStarted(`The image ${imageUrl} cannot be pulled: ${what}${who} (${reason})`, { cause: error });
}

/** Images come by name, once each however many tasks wait for one. One that is there is taken as it is. */
export function createImagePuller({ docker }: DockerEngine): ImagePuller {
  const underWay = new Map<string, Promise<void>>();

  async function isThere(reference: string): Promise<boolean> {
    try {
      await within(questionMs, docker.getImage(reference).inspect());
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  }

  async function pull(reference: string, authconfig: object | undefined): Promise<void> {
    const answer = await within(pullStartMs, docker.pull(reference, authconfig ? { authconfig } : {}));
    await readPullProgress(answer as Readable);
    if (!(await isThere(reference))) throw new Error('unexpected EOF: the engine broke off');
  }

  return {
    async ensure(imageUrl, login) {
      const name = parseImageName(imageUrl);
      if (!name) throw new NotStarted(`"${imageUrl.slice(0, 200)}" is no name of an image`);
      const { reference, registry } = name;
      if (await isThere(reference)) return reference;
      const authconfig = login ? { ...login, serveraddress: registry } : undefined;
      // One with another login is pulled for itself: what the first may see is not for the second.
      const key = JSON.stringify([reference, authconfig]);
      const pulling = underWay.get(key) ?? pull(reference, authconfig).finally(() => underWay.delete(key));
      underWay.set(key, pulling);
      await pulling.catch((error: unknown) => {
        throw refused(imageUrl, login, error);
      });
      return reference;
    },
  };
}
