import type { JsonataTemplate } from '../jsonata/jsonata-template.js';
import type { PayloadTemplate } from '../payload/payload-template.js';
import type { Flow, Next } from './state-graph.js';
import type { StateReader } from './state-reader.js';

/** Reads what a state does with its input and result. Fields that its type does not have are refused elsewhere. */
export function readFlow(state: StateReader): Flow {
  const assign = state.assign();
  if (state.language === 'JSONata') {
    return defined({
      language: 'JSONata' as const,
      arguments: state.jsonata('Arguments'),
      output: state.jsonata('Output'),
      assign: assign as JsonataTemplate | undefined,
    });
  }
  return defined({
    language: 'JSONPath' as const,
    inputPath: state.nullablePath('InputPath'),
    parameters: state.payload('Parameters'),
    resultSelector: state.payload('ResultSelector'),
    resultPath: state.nullableReferencePath('ResultPath'),
    outputPath: state.nullablePath('OutputPath'),
    assign: assign as PayloadTemplate | undefined,
  });
}

/** The name that a field of a state has as its target. Whether there is such a state is checked where all are known. */
export function readTarget(state: StateReader, field: string): string | undefined {
  return state.requiredText(field);
}

/** `Next` or `End`: exactly one of both. */
export function readNext(state: StateReader): Next {
  const end = state.flag('End');
  if (state.has('Next')) {
    if (end === true) state.refuse('End', 'cannot stand beside Next');
    return readTarget(state, 'Next');
  }
  if (end !== true) {
    state.problems.add(state.pointer, `has to have a field Next, or "End": true${end === false ? ', not false' : ''}`);
  }
  return undefined;
}

/** An object without the fields that are undefined. */
export function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
