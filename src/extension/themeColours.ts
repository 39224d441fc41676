import { ColorThemeKind, window } from 'vscode';
import type { TimelineColours } from '../timeline/colours.ts';

/** The colours for a picture of the timeline: those of the theme that the view has told, or the editor's own of its kind. */
export function timelineColours(told: Readonly<Record<string, string>>): TimelineColours {
  const defaults = DEFAULTS[window.activeColorTheme.kind];
  const known = Object.entries(told).filter(([name]) => name in defaults);
  return { ...defaults, ...Object.fromEntries(known) };
}

const DARK: TimelineColours = {
  background: '#181818',
  text: '#cccccc',
  dim: '#9d9d9d',
  grid: '#2b2b2b',
  error: '#f85149',
  running: '#89d185',
  waiting: '#59a4f9',
  paused: '#cca700',
  stopping: '#d18616',
};

const LIGHT: TimelineColours = {
  background: '#ffffff',
  text: '#3b3b3b',
  dim: '#616161',
  grid: '#e5e5e5',
  error: '#c72e2e',
  running: '#388a34',
  waiting: '#0063d3',
  paused: '#bf8803',
  stopping: '#d18616',
};

const DEFAULTS: Record<ColorThemeKind, TimelineColours> = {
  [ColorThemeKind.Dark]: DARK,
  [ColorThemeKind.Light]: LIGHT,
  [ColorThemeKind.HighContrast]: { ...DARK, background: '#000000', text: '#ffffff', dim: '#ffffff' },
  [ColorThemeKind.HighContrastLight]: { ...LIGHT, text: '#000000', dim: '#000000' },
};
