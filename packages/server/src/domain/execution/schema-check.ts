import type { Json } from '@las/asl';
import type { SchemaValidator } from '../json-schema/schema-validator.js';
import type { KnownTransition } from './known-transitions.js';
import type { StartTask } from './plan-step.js';

/** A failure of a task, as the language knows it: its name is what `Retry` and `Catch` match. */
export interface TaskFailure {
  error: string;
  cause: string;
}

/** Holds what goes in and out of tasks against the schemas of their transitions. */
export interface SchemaCheck {
  /** Why a task cannot start; null when it can. */
  problemOfInput(transition: KnownTransition | undefined, task: StartTask): Promise<TaskFailure | null>;
  problemOfOutput(transition: KnownTransition | undefined, output: Json): Promise<TaskFailure | null>;
}

export function createSchemaCheck(validator: SchemaValidator): SchemaCheck {
  return {
    async problemOfInput(transition, { resource, input }) {
      if (!transition) return { error: 'las.TransitionNotFound', cause: `${resource} was not found` };
      if (transition.inputJsonSchema === null) return null;
      const problem = await validator.validate(transition.inputJsonSchema, input);
      return problem && { error: 'las.InvalidInput', cause: `input${problem.pointer} ${problem.message}` };
    },
    async problemOfOutput(transition, output) {
      if (!transition?.outputJsonSchema) return null;
      const problem = await validator.validate(transition.outputJsonSchema, output);
      return problem && { error: 'las.InvalidOutput', cause: `output${problem.pointer} ${problem.message}` };
    },
  };
}
