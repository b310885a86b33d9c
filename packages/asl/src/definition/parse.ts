import { defaultLimits } from '../limits.js';
import type { Json, Machine, ParseOptions, Problem } from '../types.js';
import { isObject, readJson } from './json-value.js';
import type { CompiledMachine } from './machine.js';
import { ObjectReader } from './object-reader.js';
import { ProblemList } from './problem-list.js';
import { readGraph } from './read-graph.js';
import { readLanguage } from './read-state.js';
import type { Reading } from './reading.js';

/**
 * Reads the definition of a machine, given as JSON or as its text. Never throws: what is wrong with it is given back, all
 * at once, sorted by place.
 */
export function parse(definition: unknown, options: ParseOptions = {}): { machine: Machine } | { problems: Problem[] } {
  const json = readJson(definition);
  if ('problem' in json) return { problems: [json.problem] };
  const problems = new ProblemList();
  const machine = readMachine(json.value, problems, options);
  const found = problems.sorted();
  return machine === undefined || found.length > 0 ? { problems: found } : { machine };
}

/** What is wrong with a definition; empty when nothing is. */
export function validate(definition: unknown, options: ParseOptions = {}): Problem[] {
  const result = parse(definition, options);
  return 'problems' in result ? result.problems : [];
}

const fields = ['Comment', 'StartAt', 'States', 'Version', 'TimeoutSeconds', 'QueryLanguage'];

function readMachine(value: Json, problems: ProblemList, options: ParseOptions): CompiledMachine | undefined {
  if (!isObject(value)) {
    problems.add('', 'has to be an object');
    return undefined;
  }
  const object = new ObjectReader(value, '', problems);
  object.allow(fields, 'a machine');
  object.text('Comment');
  object.oneOf('Version', ['1.0']);
  const timeoutSeconds = object.number('TimeoutSeconds', { least: 1, most: 99_999_999, whole: true });
  const limits = { ...defaultLimits, ...options.limits };
  const reading: Reading = {
    problems,
    options,
    limits,
    tasks: [],
    names: new Map(),
    language: readLanguage(object, 'JSONPath'),
    asynchronous: false,
    graph: (inner, around) => readGraph(inner, around, reading),
  };
  const graph = readGraph(object, [], reading);
  return (
    graph && {
      definition: value,
      tasks: reading.tasks,
      states: [...graph.states.keys()],
      asynchronous: reading.asynchronous,
      graph,
      limits,
      timeoutSeconds,
    }
  );
}
