export interface Point {
  x: number;
  y: number;
}

export type Quadrilateral = readonly [Point, Point, Point, Point];

/** Rows of the 3 x 3 matrix of a plane perspective, its last element 1 left out. */
export type Homography = readonly [number, number, number, number, number, number, number, number];

/** The perspective that takes each corner of one quadrilateral to the same corner of the other. */
export function homographyBetween(from: Quadrilateral, to: Quadrilateral): Homography {
  const equations: number[][] = [];
  for (const [index, { x, y }] of from.entries()) {
    const target = to[index] ?? { x: 0, y: 0 };
    equations.push([x, y, 1, 0, 0, 0, -x * target.x, -y * target.x, target.x]);
    equations.push([0, 0, 0, x, y, 1, -x * target.y, -y * target.y, target.y]);
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(equations);
  return [a, b, c, d, e, f, g, h];
}

export function project([a, b, c, d, e, f, g, h]: Homography, { x, y }: Point): Point {
  const depth = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

/** Solves linear equations, each given as its coefficients and, last, its right side (Gauss and Jordan, with pivoting). */
function solve(equations: readonly number[][]): number[] {
  const rows = equations.map((row) => [...row]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const order = rows.slice(column).sort((p, q) => Math.abs(at(q, column)) - Math.abs(at(p, column)));
    rows.splice(column, order.length, ...order);
    const pivot = rows[column] ?? [];
    const scale = at(pivot, column);
    if (Math.abs(scale) < 1e-12) throw new RangeError('Three corners on one line have no perspective');
    for (let index = 0; index <= size; index += 1) pivot[index] = at(pivot, index) / scale;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = at(row, column);
      for (let index = 0; index <= size; index += 1) row[index] = at(row, index) - factor * at(pivot, index);
    }
  }
  return rows.map((row) => at(row, size));
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
