/** One line or row of marks of a chart. */
export interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  /** Index into the colours; series that belong together have the same. */
  color: number;
  dashed?: boolean;
  /** Marks at the points; true when absent. */
  marks?: boolean;
}

export interface Axis {
  label: string;
  from: number;
  to: number;
  ticks: readonly { at: number; text: string }[];
  scale?: 'linear' | 'log';
}

export interface Chart {
  title: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  /** A thin line from one point to another, for what is ideal. */
  guide?: readonly [readonly [number, number], readonly [number, number]];
}

const WIDTH = 720;
const HEIGHT = 420;
const PLOT = { left: 62, top: 44, right: 500, bottom: 366 };
const LEGEND = { x: 520, y: 60, row: 21 };

/** Told apart in print, too: each has another mark. Legible on white and on black. */
const COLORS = ['#2f7fd0', '#e0702f', '#2e9d6c', '#a05fc4', '#c9a227', '#d2527f'] as const;

/** Text and lines follow the reader's light or dark page. */
const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #3c4043; }
  .title { font-size: 15px; font-weight: 600; }
  .grid { stroke: #8a8f98; stroke-opacity: 0.28; }
  .axis { stroke: #8a8f98; }
  .guide { stroke: #8a8f98; stroke-dasharray: 2 4; }
  @media (prefers-color-scheme: dark) { text { fill: #d5d8dc; } }`;

/** Draws a chart as an SVG file without a background of its own. */
export function drawChart({ title, x, y, series, guide }: Chart): string {
  const place = ([atX, atY]: readonly [number, number]): [number, number] => [
    position(x, atX, PLOT.left, PLOT.right),
    position(y, atY, PLOT.bottom, PLOT.top),
  ];
  const parts = [
    `<text class="title" x="${PLOT.left}" y="24">${escapeXml(title)}</text>`,
    ...drawAxes(x, y),
    ...(guide ? [drawGuide(place(guide[0]), place(guide[1]))] : []),
    ...series.map((line) => drawSeries(line, place)),
    ...series.map((line, index) => drawLegend(line, LEGEND.y + index * LEGEND.row)),
  ];
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n<style>${STYLE}\n</style>\n${parts.join('\n')}\n</svg>\n`;
}

function position({ from, to, scale }: Axis, at: number, start: number, end: number): number {
  const measure = scale === 'log' ? Math.log : (value: number) => value;
  const share = (measure(at) - measure(from)) / (measure(to) - measure(from));
  return start + Math.max(0, Math.min(1, share)) * (end - start);
}

function drawAxes(x: Axis, y: Axis): string[] {
  const { left, right, top, bottom } = PLOT;
  const columns = x.ticks.flatMap(({ at, text }) => {
    const column = round(position(x, at, left, right));
    return [
      `<line class="grid" x1="${column}" x2="${column}" y1="${top}" y2="${bottom}"/>`,
      `<text x="${column}" y="${bottom + 20}" text-anchor="middle">${escapeXml(text)}</text>`,
    ];
  });
  const rows = y.ticks.flatMap(({ at, text }) => {
    const row = round(position(y, at, bottom, top));
    return [
      `<line class="grid" x1="${left}" x2="${right}" y1="${row}" y2="${row}"/>`,
      `<text x="${left - 8}" y="${row + 4}" text-anchor="end">${escapeXml(text)}</text>`,
    ];
  });
  const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
  return [
    ...columns,
    ...rows,
    `<path class="axis" fill="none" d="M${left} ${top}V${bottom}H${right}"/>`,
    `<text x="${middle}" y="${bottom + 42}" text-anchor="middle">${escapeXml(x.label)}</text>`,
    `<text transform="translate(16 ${centre}) rotate(-90)" text-anchor="middle">${escapeXml(y.label)}</text>`,
  ];
}

function drawGuide([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): string {
  return `<line class="guide" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

function drawSeries(series: Series, place: (point: readonly [number, number]) => [number, number]): string {
  const places = series.points.map(place);
  const line = places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  const marks = series.marks === false ? '' : places.map(([x, y]) => drawMark(series.color, x, y)).join('');
  return `<g><path fill="none" ${stroke(series)} d="${line}"/>${marks}</g>`;
}

function drawLegend(series: Series, y: number): string {
  const line = `<path ${stroke(series)} d="M${LEGEND.x} ${y - 4}h26"/>`;
  const mark = series.marks === false ? '' : drawMark(series.color, LEGEND.x + 13, y - 4);
  return `<g>${line}${mark}<text x="${LEGEND.x + 34}" y="${y}">${escapeXml(series.name)}</text></g>`;
}

function stroke({ color, dashed }: Series): string {
  return `stroke="${colorOf(color)}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''}`;
}

function drawMark(color: number, x: number, y: number): string {
  const fill = `fill="${colorOf(color)}"`;
  switch (color % 3) {
    case 0:
      return `<circle ${fill} cx="${round(x)}" cy="${round(y)}" r="4"/>`;
    case 1:
      return `<rect ${fill} x="${round(x - 3.5)}" y="${round(y - 3.5)}" width="7" height="7"/>`;
    default:
      return `<path ${fill} d="M${round(x)} ${round(y - 4.8)}l4.6 8.2h-9.2z"/>`;
  }
}

function colorOf(index: number): string {
  return COLORS[index % COLORS.length] ?? COLORS[0];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
