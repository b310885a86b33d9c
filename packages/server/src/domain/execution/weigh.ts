/** About the characters that a value has as JSON. What is heavier than `most` is not looked at to its end. */
export function weigh(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 2;
  for (const key in value) {
    weight += key.length + 4 + weigh(value[key as keyof typeof value], most - weight);
    if (weight > most) return weight;
  }
  return weight;
}
