/** Names that no expression can say: what operators and sorting are turned into calls of. */
export const hiddenFunctions: ReadonlyMap<string, string> = new Map(
  ['&', '=', '!=', 'in', '<', '<=', '>', '>='].map((operator) => [operator, `operator ${operator}`]),
);

export const sortName = 'operator ^';
