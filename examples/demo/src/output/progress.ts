import { SingleBar } from 'cli-progress';
import { cut, type Terminal } from './terminal.js';

/** Shows how far a piece of work is. */
export interface Progress {
  /** Share done, 0..1, and what is being done. */
  update(share: number, note?: string): void;
  /** Takes the bar away. */
  end(): void;
}

const barWidth = 24;
const millisecondsBetweenLines = 5000;

/** A moving bar on a terminal; elsewhere a plain line every few seconds. */
export function showProgress(terminal: Terminal, title: string): Progress {
  return terminal.stream.isTTY ? movingBar(terminal, title) : plainLines(terminal, title);
}

function movingBar({ stream, width }: Terminal, title: string): Progress {
  const bar = new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    // The demo handles signals itself and always ends its bars.
    gracefulExit: false,
    // A bar that wraps cannot be taken back, so a line is cut before it gets that far.
    format: (_options, { progress }, { note }: { note: string }) =>
      cut(barLine({ title, share: progress, note }), width - 1),
  });
  bar.start(1, 0, { note: '' });
  return {
    update: (share, note = '') => bar.update(share, { note }),
    end: () => bar.stop(),
  };
}

function barLine({ title, share, note }: { title: string; share: number; note: string }): string {
  const full = Math.round(share * barWidth);
  return `  ${title}  ${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${percent(share)}  ${note}`;
}

function plainLines({ stream }: Terminal, title: string): Progress {
  stream.write(`… ${title}\n`);
  let last = Date.now();
  return {
    update(share, note = '') {
      if (Date.now() - last < millisecondsBetweenLines) return;
      last = Date.now();
      stream.write(`  ${percent(share)} ${note}\n`);
    },
    end: () => undefined,
  };
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`.padStart(5);
}
