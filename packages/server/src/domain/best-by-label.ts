interface Candidate {
  label: string;
  /** Absent where a person says so. */
  confidence?: number;
}

const sureness = ({ confidence = 1 }: Candidate) => confidence;

/** Of several values with one label the one with the highest confidence, of equals the first; in the order in which labels first occur. */
export function bestByLabel<T extends Candidate>(candidates: readonly T[]): Map<string, T> {
  const best = new Map<string, T>();
  for (const candidate of candidates) {
    const before = best.get(candidate.label);
    if (!before || sureness(candidate) > sureness(before)) best.set(candidate.label, candidate);
  }
  return best;
}
