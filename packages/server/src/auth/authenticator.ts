import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../domain/caller.js';

/** Tells who makes a call from its headers. */
export interface Authenticator {
  /** @throws ApiError `unauthorized` or `invalidApiKey`. */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller>;
}
