import type { TimelineColours } from '../../timeline/colours.ts';

/** The colours that media/view/timeline.css gives to the timeline, as a canvas and an SVG take them. */
export function readColours(timeline: HTMLElement): TimelineColours {
  const style = getComputedStyle(timeline);
  const of = (name: string) => style.getPropertyValue(`--timeline-${name}`).trim();
  return {
    background: of('background'),
    text: of('text'),
    dim: of('dim'),
    grid: of('grid'),
    error: of('error'),
    running: of('running'),
    waiting: of('waiting'),
    paused: of('paused'),
    stopping: of('stopping'),
  };
}

/** Calls back after the theme has changed. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  // VS Code writes the colours into the style of the one, and the kind of the theme into the class of the other.
  observer.observe(document.documentElement, { attributes: true });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  matchMedia('(forced-colors: active)').addEventListener('change', changed);
}
