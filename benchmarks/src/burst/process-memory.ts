import { readFile } from 'node:fs/promises';

/** Memory of a process over time, in MB. */
export interface MemoryWatch {
  stop(): { second: number; rss: number }[];
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024);
}

/** Looks every second. @throws where there is no /proc, as on macOS. */
export async function watchMemory(pid: number): Promise<MemoryWatch> {
  const started = performance.now();
  const seen = [{ second: 0, rss: await residentMegabytes(pid) }];
  const timer = setInterval(async () => {
    const rss = await residentMegabytes(pid).catch(() => Number.NaN);
    seen.push({ second: Math.round((performance.now() - started) / 1000), rss });
  }, 1000);
  return {
    stop() {
      clearInterval(timer);
      return seen;
    },
  };
}
