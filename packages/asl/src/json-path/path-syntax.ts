import { SyntaxProblem } from '../syntax-problem.js';
import { parseFilter } from './filter-syntax.js';
import type { PathReader } from './path-reader.js';
import type { Step } from './path-tree.js';

const FUNCTIONS = new Set(['length', 'size', 'min', 'max', 'avg', 'sum', 'stddev', 'keys', 'first', 'last']);

/** Reads steps until something else comes. Throws `SyntaxProblem`. */
export function parseSteps(reader: PathReader): Step[] {
  const steps: Step[] = [];
  for (;;) {
    const step = parseStep(reader);
    if (step === undefined) return steps;
    if (steps.at(-1)?.kind === 'function') throw new SyntaxProblem('has to end with its function');
    steps.push(step);
    if (step.kind === 'descent') steps.push(parseAfterDescent(reader));
  }
}

function parseStep(reader: PathReader): Step | undefined {
  if (reader.take('..')) return { kind: 'descent' };
  if (reader.take('.')) return reader.take('*') ? { kind: 'wildcard' } : parseDotted(reader);
  if (reader.take('[')) return parseBracket(reader);
  return undefined;
}

function parseAfterDescent(reader: PathReader): Step {
  if (reader.take('*')) return { kind: 'wildcard' };
  if (reader.take('[')) return parseBracket(reader);
  return parseDotted(reader);
}

function parseDotted(reader: PathReader): Step {
  if (reader.peek('[')) {
    reader.take('[');
    return parseBracket(reader);
  }
  const name = reader.takeMatch(/[^\s.[\]()<>=!&|,'"*?\\]+/y);
  if (name === undefined) throw reader.unexpected('the name of a field');
  if (!reader.take('()')) return { kind: 'name', name };
  if (!FUNCTIONS.has(name)) throw new SyntaxProblem(`has to use a function that there is; there is no '${name}()'`);
  return { kind: 'function', name };
}

function parseBracket(reader: PathReader): Step {
  reader.skipSpace();
  if (reader.peek("'") || reader.peek('"')) return close(reader, parseNames(reader));
  if (reader.take('*')) return close(reader, { kind: 'wildcard' });
  if (reader.take('?')) return close(reader, parseFilterStep(reader));
  return close(reader, parseIndexes(reader));
}

function close<S extends Step>(reader: PathReader, step: S): S {
  reader.skipSpace();
  if (!reader.take(']')) throw reader.unexpected("']'");
  return step;
}

function parseNames(reader: PathReader): Step {
  const names = [reader.takeQuoted()];
  while (takeComma(reader)) names.push(reader.takeQuoted());
  const [name] = names;
  return names.length === 1 && name !== undefined ? { kind: 'name', name } : { kind: 'names', names };
}

function parseFilterStep(reader: PathReader): Step {
  reader.skipSpace();
  if (!reader.take('(')) throw reader.unexpected("'('");
  const test = parseFilter(reader, parseSteps);
  reader.skipSpace();
  if (!reader.take(')')) throw reader.unexpected("')'");
  return { kind: 'filter', test };
}

function parseIndexes(reader: PathReader): Step {
  const first = takeInteger(reader);
  reader.skipSpace();
  if (reader.peek(':')) return parseSlice(reader, first);
  if (first === undefined) throw reader.unexpected("an index, a slice, a quoted name, a filter or '*'");
  const indexes = [first];
  while (takeComma(reader)) {
    const index = takeInteger(reader);
    if (index === undefined) throw reader.unexpected('an index');
    indexes.push(index);
  }
  return indexes.length === 1 ? { kind: 'index', index: first } : { kind: 'indexes', indexes };
}

function parseSlice(reader: PathReader, from: number | undefined): Step {
  reader.take(':');
  reader.skipSpace();
  const to = takeInteger(reader);
  reader.skipSpace();
  let by: number | undefined;
  if (reader.take(':')) {
    reader.skipSpace();
    by = takeInteger(reader);
    if (by !== undefined && by < 1) throw new SyntaxProblem('has to have slices with steps of at least 1');
  }
  return {
    kind: 'slice',
    by: by ?? 1,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function takeInteger(reader: PathReader): number | undefined {
  const digits = reader.takeMatch(/-?\d{1,10}(?!\d)/y);
  return digits === undefined ? undefined : Number(digits);
}

function takeComma(reader: PathReader): boolean {
  reader.skipSpace();
  const taken = reader.take(',');
  reader.skipSpace();
  return taken;
}
