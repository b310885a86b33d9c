const MULTIPLIER = 0x5deece66dn;

/** The first number that Java's `java.util.Random` gives for a seed: in [0, 1). AWS runs on Java. */
export function seededRandom(seed: number): number {
  let state = BigInt.asUintN(48, BigInt(Math.trunc(seed)) ^ MULTIPLIER);
  const next = (bits: bigint): bigint => {
    state = BigInt.asUintN(48, state * MULTIPLIER + 0xbn);
    return state >> (48n - bits);
  };
  return Number((next(26n) << 27n) + next(27n)) / 2 ** 53;
}
