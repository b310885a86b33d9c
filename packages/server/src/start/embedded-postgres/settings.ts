/**
 * How PostgreSQL brings a whole data directory to disk, after making it and after a crash. File by file takes seconds on a busy
 * disk; Linux does it in one call, which misses errors of earlier writes on kernels before 5.8 only.
 */
export const syncMethod = process.platform === 'linux' ? 'syncfs' : 'fsync';

/** Settings of the embedded server; memory and processes are sized for a small machine. */
export function serverSettings(given: Record<string, string> = {}): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    cluster_name: 'las',
    max_connections: '60',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    recovery_init_sync_method: syncMethod,
    jit: 'off',
    // Parallel plans need room in /dev/shm, of which a container has 64 MB.
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    max_logical_replication_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '',
    log_checkpoints: 'off',
    // Errors of statements go to the client that asked; in the log their text and details would show customers' data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...given,
  };
}

/** The settings as arguments of the `postgres` program. */
export function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
