import type { Transport } from '../http/transport.js';

/** The methods of a resource; {@link Client} has those of all. */
export abstract class Resource {
  protected readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }
}
