import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new client id: hex digits, since Basic authentication ends an id at its first colon. */
export function newClientId(): string {
  return randomBytes(16).toString('hex');
}

const taskPrefix = 'task-';

/** A new client id for the container of a task, which tells it from an app client's. */
export function newTaskClientId(): string {
  return taskPrefix + newClientId();
}

export function isTaskClientId(clientId: string): boolean {
  return clientId.startsWith(taskPrefix);
}

/** 256 random bits for a client secret or an API key, without `%`: the ini parser of existing clients interpolates it. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored of a secret. A slow, salted hash guards words that a person chose; 256 random bits cannot be guessed
 * whatever the speed of the hash, and every call would pay for a slow one.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function matchesHash(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}
