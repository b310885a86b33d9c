/** Why a function cannot work with what it was given. */
export class IntrinsicFault extends Error {
  override readonly name = 'IntrinsicFault';
}
