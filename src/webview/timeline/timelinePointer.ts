import { idOf, isTwistie, selectHow } from '../gridPointer.ts';
import type { SelectHow } from '../selection.ts';

export interface TimelinePointerHandlers {
  /** Where the bars begin, in CSS pixels from the left of the rows. */
  left(): number;
  zoom(factor: number, x: number): void;
  /** By pixels: what is seen moves to the right when it is above 0. */
  drag(by: number): void;
  scroll(by: number): void;
  /** `x` is from where the bars begin; null when it leaves them. */
  point(at: PointerPlace | null): void;
  click(id: string, how: SelectHow): void;
  doubleClick(id: string, x: number | null): void;
  /** Its menu opens. */
  menu(id: string): void;
  /** @param deep With all that is below it. */
  toggle(id: string, deep: boolean): void;
}

export interface PointerPlace {
  readonly id: string | null;
  readonly x: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** Less is a click. */
const DRAG_DISTANCE = 4;
const LINE = 16;

/** Wheel, pinch and drag over the bars; clicks on rows. */
export function listenToTimeline(rows: HTMLElement, handlers: TimelinePointerHandlers): void {
  const xIn = ({ clientX }: MouseEvent) => {
    const x = clientX - rows.getBoundingClientRect().left - handlers.left();
    return x >= 0 ? x : null;
  };
  rows.addEventListener('wheel', (event) => onWheel(event, xIn(event), handlers), { passive: false });
  rows.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && xIn(event) !== null && event.pointerType !== 'touch') drag(rows, event, handlers);
  });
  rows.addEventListener('pointermove', (event) => {
    const x = xIn(event);
    const { clientX, clientY } = event;
    handlers.point(x === null || event.buttons ? null : { id: idOf(event.target), x, clientX, clientY });
  });
  rows.addEventListener('pointerleave', () => handlers.point(null));
  listenToClicks(rows, xIn, handlers);
}

function listenToClicks(
  rows: HTMLElement,
  xIn: (event: MouseEvent) => number | null,
  handlers: TimelinePointerHandlers,
): void {
  rows.addEventListener('mousedown', (event) => event.preventDefault()); // the focus goes where the click says
  rows.addEventListener(
    'click',
    onRow((id, event) => {
      if (isTwistie(event.target)) handlers.toggle(id, event.altKey);
      else handlers.click(id, selectHow(event));
    }),
  );
  rows.addEventListener(
    'dblclick',
    onRow((id, event) => {
      if (!isTwistie(event.target) && selectHow(event) === 'one') handlers.doubleClick(id, xIn(event));
    }),
  );
  rows.addEventListener(
    'contextmenu',
    onRow((id) => handlers.menu(id)),
  );
}

function onRow(act: (id: string, event: MouseEvent) => void): (event: MouseEvent) => void {
  return (event) => {
    const id = idOf(event.target);
    if (id !== null) act(id, event);
  };
}

/** A pinch comes as a wheel with Ctrl. */
function onWheel(event: WheelEvent, x: number | null, handlers: TimelinePointerHandlers): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
  if ((event.ctrlKey || event.metaKey) && x !== null) {
    event.preventDefault();
    handlers.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY * unit)) * 0.006), x);
    return;
  }
  const along = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (Math.abs(along) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return; // the browser scrolls the rows
  event.preventDefault();
  handlers.drag(-along * unit);
}

function drag(rows: HTMLElement, start: PointerEvent, handlers: TimelinePointerHandlers): void {
  const ended = new AbortController();
  let last = start;
  let moving = false;
  const move = (event: PointerEvent) => {
    moving ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) >= DRAG_DISTANCE;
    if (!moving) return;
    if (!rows.hasPointerCapture(event.pointerId)) rows.setPointerCapture(event.pointerId);
    rows.classList.add('dragging');
    handlers.drag(event.clientX - last.clientX);
    handlers.scroll(last.clientY - event.clientY);
    last = event;
  };
  const end = () => {
    ended.abort();
    rows.classList.remove('dragging');
    // The click that follows is the end of the drag.
    if (moving) addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
  };
  rows.addEventListener('pointermove', move, { signal: ended.signal });
  addEventListener('pointerup', end, { signal: ended.signal });
  addEventListener('pointercancel', end, { signal: ended.signal });
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
