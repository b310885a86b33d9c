import { seededRandom } from '../seeded-random.js';
import type { Json } from '../types.js';
import type { CallTools } from './functions.js';
import { IntrinsicFault } from './intrinsic-fault.js';
import { requireInteger } from './requirements.js';

export function mathAdd([one, other]: readonly Json[]): Json {
  return requireInteger(requireInteger(one) + requireInteger(other));
}

/** From the start, which is included, to the end, which is not. */
export function mathRandom([start, end, seed]: readonly Json[], { moment }: CallTools): Json {
  const first = requireInteger(start);
  const after = requireInteger(end);
  if (after <= first) throw new IntrinsicFault('The end has to be greater than the start');
  const random = seed === undefined ? moment.random() : seededRandom(requireInteger(seed));
  return first + Math.floor(random * (after - first));
}
