/** So narrow nothing can be read. */
const LEAST_WIDTH = 24;
const widths = new Map<string, number>();

/** `text`, or its beginning and an ellipsis, as far as it fits into `width` pixels; empty when nothing of it would. */
export function fittingText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (width < LEAST_WIDTH) return '';
  const whole = widthOf(context, text);
  if (whole <= width) return text;
  const count = Math.floor((width / whole) * text.length) - 2;
  return count < 2 ? '' : `${text.slice(0, count)}…`;
}

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 5000) widths.clear();
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}
