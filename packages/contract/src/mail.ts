import { Type } from 'typebox';
import { closed, id, NextToken, NullableTime, oneOf } from './scalars.js';

/** A mail that the service has sent, or holds because no mail server is set. */
export const Mail = closed({
  mailId: id('mail'),
  to: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  status: oneOf(['held', 'sending', 'sent', 'failed']),
  createdTime: NullableTime,
});
export type Mail = Type.Static<typeof Mail>;

export const MailPage = closed({ mails: Type.Array(Mail), nextToken: NextToken });
export type MailPage = Type.Static<typeof MailPage>;
