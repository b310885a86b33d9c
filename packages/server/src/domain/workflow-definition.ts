import { type Problem, parse } from '@las/asl';
import type { JsonObject } from '@las/contract';
import { badRequest } from './api-error.js';
import { definitionOptions } from './execution/definition-options.js';
import { requireJsonSize } from './json-size.js';

/** A transition that a definition names, and where: a JSON pointer (RFC 6901) into the definition. */
export interface UsedTransition {
  pointer: string;
  transitionId: string;
}

const field = 'body.specification.definition';
const mostBytes = 1_048_576;
/** Each takes a fraction of a millisecond to read, in which the process does nothing else. */
const mostExpressions = 2000;
/** More than anybody mends at once. */
const mostProblems = 10;

function refuse(problems: readonly Problem[]): never {
  const lines = problems.slice(0, mostProblems).map(({ pointer, message }) => `${field}${pointer} ${message}`);
  const more = problems.length > mostProblems ? `; and ${problems.length - mostProblems} more` : '';
  throw badRequest(`${lines.join('; ')}${more}`);
}

/**
 * Checks a definition in Amazon States Language.
 * @returns the transitions of its tasks, which the caller holds against the organization's.
 * @throws ApiError with all that is wrong and a pointer to each place.
 */
export function checkWorkflowDefinition(definition: JsonObject): UsedTransition[] {
  requireJsonSize(field, definition, mostBytes);
  const expressions = JSON.stringify(definition).split('{%').length - 1;
  if (expressions > mostExpressions) {
    throw badRequest(`${field} has to have at most ${mostExpressions} JSONata expressions, and has ${expressions}`);
  }
  const parsed = parse(
    definition,
    definitionOptions(() => false),
  );
  if ('problems' in parsed) refuse(parsed.problems);
  return parsed.machine.tasks.map(({ pointer, resource }) => ({
    pointer: `${pointer}/Resource`,
    transitionId: resource,
  }));
}
