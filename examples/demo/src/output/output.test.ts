import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Stages } from './stages.js';
import { formatTable } from './table.js';
import { cut, paint, type Terminal, terminalOf } from './terminal.js';

function makeTerminal({ isTTY = false, width = 60 } = {}): { terminal: Terminal; written(): string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: width });
  return { terminal: { stream, width, color: isTTY }, written: () => String(stream.read() ?? '') };
}

describe('a table', () => {
  const columns = [
    { title: 'name', narrowest: 6 },
    { title: 'count', align: 'right' },
  ] as const;

  test('has its columns in line', () => {
    const { terminal } = makeTerminal();
    expect(
      formatTable(
        columns,
        [
          ['tea', '7'],
          ['kettles', '1000000'],
        ],
        terminal,
      ),
    ).toEqual(['name       count', 'tea            7', 'kettles  1000000']);
  });

  test('is cut to the width of the terminal where its columns allow', () => {
    const { terminal } = makeTerminal({ width: 20 });
    const lines = formatTable(columns, [['a very long name indeed', '12345']], terminal);
    expect(lines).toEqual(['name           count', 'a very long …  12345']);
    expect(formatTable(columns, [['a very long name indeed', '12345']], { ...terminal, width: 5 })[1]).toBe(
      'a ver…  12345',
    );
  });

  test('is coloured without losing its columns', () => {
    const { terminal } = makeTerminal({ isTTY: true });
    const [, line] = formatTable(columns, [[{ text: 'tea', paint: 'green' }, '7']], terminal);
    expect(line).toBe('\x1b[32mtea\x1b[39m       7');
  });
});

describe('a terminal', () => {
  test('has colours only when it is one and they are wanted', () => {
    const file = new PassThrough();
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    expect(terminalOf(file, {})).toMatchObject({ color: false, width: 120 });
    expect(terminalOf(screen, {})).toMatchObject({ color: true, width: 80 });
    expect(terminalOf(screen, { NO_COLOR: '1' }).color).toBe(false);
    expect(paint('x', 'red', { color: false })).toBe('x');
  });

  test('cuts by characters, not by halves of them', () => {
    expect(cut('𝔸𝔹ℂ', 3)).toBe('𝔸𝔹ℂ');
    expect(cut('𝔸𝔹ℂ𝔻', 3)).toBe('𝔸𝔹…');
  });
});

describe('stages', () => {
  test('are written as plain lines to a file, and timed', async () => {
    const { terminal, written } = makeTerminal();
    const stages = new Stages(terminal);
    const result = await stages.run('Upload', async (progress) => {
      progress.update(0.5, 'half');
      return 7;
    });
    expect(result).toBe(7);
    expect(written()).toMatch(/^… Upload\n✓ Upload \(\d+\.\d s\)\n$/);
    expect(stages.timings).toMatchObject([{ title: 'Upload', seconds: expect.any(Number) }]);
  });

  test('have a bar on a terminal, no wider than it, that is taken away at the end', async () => {
    const { terminal, written } = makeTerminal({ isTTY: true, width: 50 });
    await new Stages(terminal).run('Upload', async (progress) => progress.update(0.5, 'of a long note '.repeat(9)));
    const text = written();
    expect(text).toContain('████████████░░░░░░░░░░░░');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal gets.
    for (const line of text.replace(/\x1b7|\x1b8|\x1b\[[?\d;]*[A-Za-z]/g, '\n').split('\n'))
      expect(line.length).toBeLessThan(50);
    expect(text).toMatch(/✓.* Upload \(\d+\.\d s\)\n$/);
  });

  test('that fail are not timed and leave no bar behind', async () => {
    const { terminal, written } = makeTerminal({ isTTY: true });
    const stages = new Stages(terminal);
    await expect(stages.run('Upload', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(stages.timings).toEqual([]);
    expect(written()).not.toContain('✓');
  });
});
