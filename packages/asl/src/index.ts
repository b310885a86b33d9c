export { parse, validate } from './definition/parse.js';
export { defaultLimits } from './limits.js';
export { advance } from './step/advance.js';
export { start } from './step/start.js';
export type * from './types.js';
