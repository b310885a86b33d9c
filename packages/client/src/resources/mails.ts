import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import type { MailPage, PagingOptions } from '../shapes.js';
import { Resource } from './resource.js';

/** Mails: what the service has sent, or holds in its outbox. */
export abstract class Mails extends Resource {
  /**
   * Lists the mails that the service has sent, or holds because no mail server is set.
   *
   * @param options Size and place of the page.
   * @returns A page of mails; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const mail of client.listMails()) {
   *   console.log(mail.to, mail.subject, mail.status);
   * }
   */
  listMails(options: PagingOptions = {}, request?: RequestOptions): ListCall<MailPage, 'mails'> {
    return this.transport.list('GET', '/outbox', 'mails', { query: { ...options }, request });
  }
}
