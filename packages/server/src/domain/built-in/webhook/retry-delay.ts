const longestPause = 60_000;
const firstPause = 1000;

function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(milliseconds, 0);
}

/**
 * Milliseconds until the next try: what `Retry-After` asks for, else a second that doubles with each try, less up to half of
 * it by chance so that many do not come back at once; never more than a minute.
 */
export function retryDelay(
  tries: number,
  header: string | undefined,
  { now, random }: { now: number; random: number },
): number {
  const pause = retryAfter(header, now) ?? firstPause * 2 ** (tries - 1) * (1 - random / 2);
  return Math.min(pause, longestPause);
}
