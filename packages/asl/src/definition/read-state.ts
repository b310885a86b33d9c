import { readChoice } from '../states/choice.js';
import { readFail } from '../states/fail.js';
import { readMap } from '../states/map.js';
import { readParallel } from '../states/parallel.js';
import { readPass } from '../states/pass.js';
import { readSucceed } from '../states/succeed.js';
import { readTask } from '../states/task.js';
import { readWait } from '../states/wait.js';
import { fieldFault, type StateType, stateTypes } from './fields.js';
import { readTarget } from './flow.js';
import { shown } from './json-value.js';
import type { ObjectReader } from './object-reader.js';
import type { Reading } from './reading.js';
import { readCatch } from './retry-and-catch.js';
import type { QueryLanguage, State } from './state-graph.js';
import { StateReader } from './state-reader.js';

/** Reads a state; undefined when not even its type is known. */
export function readState(
  object: ObjectReader,
  state: { name: string; reading: Reading; around: readonly string[] },
): State | undefined {
  const language = readLanguage(object, state.reading.language);
  const type = readType(object);
  const reader = new StateReader(object.value, object.pointer, { ...state, language });
  if (type === undefined) return undefined;
  for (const field of Object.keys(object.value)) {
    const fault = fieldFault(field, type, language);
    if (fault !== undefined) object.refuse(field, fault);
  }
  reader.text('Comment');
  return readByType(reader, type);
}

function readByType(reader: StateReader, type: StateType): State {
  switch (type) {
    case 'Pass':
      return readPass(reader);
    case 'Task':
      return readTask(reader, readCatch(reader, readTarget));
    case 'Choice':
      return readChoice(reader);
    case 'Wait':
      return readWait(reader);
    case 'Succeed':
      return readSucceed(reader);
    case 'Fail':
      return readFail(reader);
    case 'Parallel':
      return readParallel(reader, readCatch(reader, readTarget));
    case 'Map':
      return readMap(reader, readCatch(reader, readTarget));
  }
}

function readType(object: ObjectReader): StateType | undefined {
  if (!object.require('Type')) return undefined;
  const type = object.get('Type');
  if (stateTypes.includes(type as StateType)) return type as StateType;
  return object.refuse('Type', `has to be one of ${stateTypes.join(', ')}, not ${shown(type ?? null)}`);
}

/** A machine in JSONPath may have states in JSONata, but not the other way round. */
export function readLanguage(object: ObjectReader, inherited: QueryLanguage): QueryLanguage {
  const language = object.oneOf('QueryLanguage', ['JSONPath', 'JSONata']);
  if (language === 'JSONPath' && inherited === 'JSONata') {
    object.refuse('QueryLanguage', 'cannot be "JSONPath" in a machine whose query language is "JSONata"');
  }
  return language ?? inherited;
}
