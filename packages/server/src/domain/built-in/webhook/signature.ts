import { createHmac } from 'node:crypto';

/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. The time is signed too, so that a receiver can refuse what
 * somebody has recorded and sends again.
 */
export function webhookSignature(key: string, body: string, milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}
