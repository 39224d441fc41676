/** The hatching of paused and the dots of stopping processes. */

const SIZE = 6;
const made = new Map<string, CanvasPattern | string>();

/** Repeats from the origin of the context's coordinates on. */
export function pattern(context: CanvasRenderingContext2D, kind: 'paused' | 'stopping', colour: string) {
  const key = `${kind} ${colour}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  if (made.size > 20) made.clear(); // of themes that were tried
  const tile = new OffscreenCanvas(SIZE, SIZE);
  const brush = tile.getContext('2d');
  if (brush) draw(brush, kind, colour);
  const pattern = context.createPattern(tile, 'repeat') ?? colour;
  made.set(key, pattern);
  return pattern;
}

function draw(brush: OffscreenCanvasRenderingContext2D, kind: 'paused' | 'stopping', colour: string): void {
  brush.fillStyle = brush.strokeStyle = colour;
  if (kind === 'stopping') {
    brush.fillRect(0, 0, SIZE / 3, SIZE / 3);
    brush.fillRect(SIZE / 2, SIZE / 2, SIZE / 3, SIZE / 3);
    return;
  }
  brush.lineWidth = 1.5;
  for (const from of [-SIZE, 0, SIZE]) {
    brush.moveTo(from, SIZE);
    brush.lineTo(from + SIZE, 0);
  }
  brush.stroke();
}
