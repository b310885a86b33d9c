import { shown } from './json-value.js';
import type { StateReader } from './state-reader.js';

const transition = /^las:transition:(?:commons-[0-9A-Za-z-]+|[0-9a-f]{32})$/;
const arn = /^arn:aws[a-z0-9-]*:[a-z0-9-]+:[^:]*:[^:]*:.+$/;

/** `Resource` of a `Task`. */
export function readResource(reader: StateReader): string | undefined {
  const resource = reader.requiredText('Resource');
  if (resource === undefined) return undefined;
  const { options, tasks } = reader.reading;
  const fault = resourceFault(resource, options) ?? options.checkResource?.(resource);
  if (fault !== undefined) return reader.refuse('Resource', fault);
  tasks.push({ pointer: reader.pointer, resource, state: reader.name, path: [...reader.around, reader.name] });
  return resource;
}

function resourceFault(resource: string, options: StateReader['reading']['options']): string | undefined {
  if (options.dialect === 'las') {
    if (transition.test(resource)) return undefined;
    return `has to be the id of a transition, such as "las:transition:commons-predict", not ${shown(resource)}`;
  }
  if (!arn.test(resource)) return `has to be an ARN, not ${shown(resource)}`;
  if (options.type !== 'EXPRESS') return undefined;
  if (/^arn:aws[a-z0-9-]*:states:[^:]*:[^:]*:activity:/.test(resource)) {
    return 'cannot be an activity: EXPRESS machines have none';
  }
  const pattern = /\.(sync(?::\d+)?|waitForTaskToken)$/.exec(resource)?.[1];
  return pattern && `cannot be of the pattern .${pattern}: EXPRESS machines do not wait for it`;
}
