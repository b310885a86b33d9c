/** Errors of PostgreSQL that say that it is going away or starting: worth another try, and no bug of ours. */
const unavailableStates = new Set(['57P01', '57P02', '57P03', '08006', '08003', '08001', '53300']);
const unavailableErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

/** Whether a query failed since the database cannot be reached, whatever was asked of it. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const error: { code?: string; syscall?: string; message: string } = thrown;
  if (error.code && unavailableStates.has(error.code)) return true;
  if (error.code && unavailableErrors.has(error.code) && error.syscall !== undefined) return error.syscall !== 'open';
  return /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(error.message);
}
