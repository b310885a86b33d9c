import type { Component } from './components.js';

export type Point = readonly [x: number, y: number];

/** Where a text line stands on a page: a rectangle that may be turned. */
export interface LineBox {
  /** In pixels of the page, in the order of reading: start above, end above, end below, start below. */
  corners: readonly [Point, Point, Point, Point];
  /** Along the line and across it, in pixels of the page. */
  width: number;
  height: number;
  /** Whether the line runs down the page rather than across; it may as well run up. */
  vertical: boolean;
  /** The detector's mean probability. */
  score: number;
}

// The network marks the core of a line; a line's box is the core's grown by area / perimeter times this.
const UNCLIP = 1.6;
// Of variance along the axis to that across: below it a component is too round to have a direction.
const LEAST_ELONGATION = 4;
const ALWAYS_FIT_FROM_PIXELS = 200;
const SHORTEST_SIDE = 4;

/** The rectangle around a component along its principal axis, grown to the size of the text; undefined when too small. */
export function fitLineBox(
  component: Component,
  mapWidth: number,
  toPage: { x: number; y: number },
): LineBox | undefined {
  const axis = principalAxis(component, mapWidth);
  const { u0, u1, v0, v1 } = extent(component.pixels, mapWidth, axis);
  const corner = (u: number, v: number): Point => [
    (axis.x + 0.5 + u * axis.cos - v * axis.sin) * toPage.x,
    (axis.y + 0.5 + u * axis.sin + v * axis.cos) * toPage.y,
  ];
  const corners = [corner(u0, v0), corner(u1, v0), corner(u1, v1), corner(u0, v1)] as const;
  const width = distance(corners[0], corners[1]);
  const height = distance(corners[0], corners[3]);
  if (width < SHORTEST_SIDE || height < SHORTEST_SIDE) return undefined;
  return { corners, width, height, vertical: Math.abs(axis.sin) > Math.SQRT1_2, score: component.score };
}

/** The same line read from its other end: for text that stands upside down. */
export function reverse(box: LineBox): LineBox {
  const [a, b, c, d] = box.corners;
  return { ...box, corners: [c, d, a, b] };
}

/** The part of the box between two places along the line, each 0..1, as bounds [left, top, right, bottom] in pixels. */
export function sliceBounds({ corners }: LineBox, start: number, end: number): [number, number, number, number] {
  const [a, b, c, d] = corners;
  const points = [between(a, b, start), between(a, b, end), between(d, c, start), between(d, c, end)];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

interface Axis {
  /** The component's centre in the map. */
  x: number;
  y: number;
  cos: number;
  sin: number;
}

function principalAxis({ pixels, left, top, right, bottom }: Component, mapWidth: number): Axis {
  const [x, y] = centre(pixels, mapWidth);
  const width = right - left + 1;
  const height = bottom - top + 1;
  const elongated = width > 2 * height || height > 2 * width || pixels.length > ALWAYS_FIT_FROM_PIXELS;
  let angle = elongated ? direction(pixels, mapWidth, x, y) : 0;
  // Of the two ways along a vertical line take the one down the page.
  if (angle < -Math.PI / 4) angle += Math.PI;
  return { x, y, cos: Math.cos(angle), sin: Math.sin(angle) };
}

function centre(pixels: Int32Array, mapWidth: number): Point {
  let [x, y] = [0, 0];
  for (const pixel of pixels) {
    const column = pixel % mapWidth;
    x += column;
    y += (pixel - column) / mapWidth;
  }
  return [x / pixels.length, y / pixels.length];
}

/** Radians of the axis of largest variance, -pi/2..pi/2; 0 when there is none to speak of. */
function direction(pixels: Int32Array, mapWidth: number, x: number, y: number): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (const pixel of pixels) {
    const column = pixel % mapWidth;
    const dx = column - x;
    const dy = (pixel - column) / mapWidth - y;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const spread = Math.hypot(xx - yy, 2 * xy);
  const elongation = (xx + yy + spread) / (xx + yy - spread + 1e-9);
  return elongation < LEAST_ELONGATION ? 0 : 0.5 * Math.atan2(2 * xy, xx - yy);
}

/** Bounds along (u) and across (v) the axis from its centre, grown. */
function extent(pixels: Int32Array, mapWidth: number, axis: Axis) {
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const pixel of pixels) {
    const column = pixel % mapWidth;
    const dx = column - axis.x;
    const dy = (pixel - column) / mapWidth - axis.y;
    const u = dx * axis.cos + dy * axis.sin;
    const v = dy * axis.cos - dx * axis.sin;
    if (u < u0) u0 = u;
    if (u > u1) u1 = u;
    if (v < v0) v0 = v;
    if (v > v1) v1 = v;
  }
  const width = u1 - u0 + 1;
  const height = v1 - v0 + 1;
  const margin = (width * height * UNCLIP) / (2 * (width + height)) + 0.5;
  return { u0: u0 - margin, u1: u1 + margin, v0: v0 - margin, v1: v1 + margin };
}

function distance([x0, y0]: Point, [x1, y1]: Point): number {
  return Math.hypot(x1 - x0, y1 - y0);
}

function between([x0, y0]: Point, [x1, y1]: Point, at: number): Point {
  return [x0 + (x1 - x0) * at, y0 + (y1 - y0) * at];
}
