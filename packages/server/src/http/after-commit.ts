import type { FastifyBaseLogger } from 'fastify';
import { errorFields } from '../logging/error-fields.js';

/** Awaits what follows a commit. A failure is logged and not answered: the change has happened, and what is left is swept up later. */
export async function afterCommit(log: FastifyBaseLogger, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    log.error(errorFields(error), 'work after a commit failed');
  }
}
