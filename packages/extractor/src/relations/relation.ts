/** Two fields whose amounts add up to that of a third; indices of a model's fields. */
export interface Relation {
  parts: readonly [number, number];
  sum: number;
  /** How much likelier amounts that add up are than others, in log odds. */
  weight: number;
}
