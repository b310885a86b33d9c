import { parseArgs } from 'node:util';
import { UserError } from './user-error.js';

export interface DemoOptions {
  /** The user's own documents; null: generated ones. */
  folder: string | null;
  /** Whether the service stays up afterwards. */
  keep: boolean;
  /** Of the generated documents. */
  seed: number;
  help: boolean;
}

export const usage = `Usage: npm run demo [-- [--keep] [--seed N] [FOLDER]]

  FOLDER    Your own documents (PDF, JPEG, PNG, TIFF), each with its true values beside it: receipt.jpg and
            receipt.json with [{"label": "total", "value": "12.50"}, …]. What has no .json is predicted.
            fields.json may hold the model's fields: {"total": {"type": "amount", "maxLength": 12}, …}.
  --keep    Leave the service up at the end and say where it is.
  --seed N  Generate other documents than those of seed 1.`;

/** @throws UserError when the command line cannot be understood */
export function readArguments(args: readonly string[]): DemoOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UserError(`One folder at most can be given, not ${positionals.join(' and ')}`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new UserError(`--seed is "${values.seed}" and should be a whole number`);
  return { folder: positionals[0] ?? null, keep: values.keep, seed: Number(values.seed), help: values.help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        keep: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}
