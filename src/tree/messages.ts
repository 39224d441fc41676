/**
 * What the extension host and the webview say to each other. The host owns the rows; the webview owns what is only
 * seen (expansion, selection, scroll, filter).
 */
import type { GridLayout, SortOrder } from './gridLayout.ts';
import type { LifeUpdate } from './life.ts';
import type { OutputLine } from './outputLine.ts';
import type { ProcessRow } from './processRow.ts';

/** Rows in the order of the tree's own: roots as they came, children after their parent in the order of their start. */
export interface SnapshotMessage {
  readonly type: 'snapshot';
  readonly revision: number;
  readonly rows: readonly ProcessRow[];
}

/** Turns revision − 1 into `revision`; a webview that has another one asks for a snapshot with `ready`. */
export interface PatchMessage {
  readonly type: 'patch';
  readonly revision: number;
  /** New rows come last among their siblings. */
  readonly changed: readonly ProcessRow[];
  readonly removed: readonly string[];
}

/** What processes did beside what their rows tell; sent while the webview asks for it, after the rows themselves. */
export interface LivesMessage {
  readonly type: 'lives';
  /** When it was sent, by the host's clock, which is that of all times: the webview may run on another machine. */
  readonly at: number;
  readonly lives: readonly LifeUpdate[];
}

/** Whether the rows are those of a recording, which do not change: null for those that live. */
export interface RecordingMessage {
  readonly type: 'recording';
  readonly recording: { readonly name: string; readonly savedAt: number } | null;
}

/** Selects a row, opens its ancestors and scrolls to it. */
export interface RevealMessage {
  readonly type: 'reveal';
  readonly id: string;
}

/** What the line below the rows says. */
export interface ViewStatus {
  readonly severity: 'info' | 'error';
  readonly text: string;
  /** The ids of processes that can be killed, which a button offers. */
  readonly kill?: readonly string[];
}

/** Of the view as a whole; null clears it. */
export interface StatusMessage {
  readonly type: 'status';
  readonly status: ViewStatus | null;
}

/** What the empty view offers. */
export interface EnvironmentMessage {
  readonly type: 'environment';
  /** Why scripts cannot be run now (Restricted Mode, no Node, an old one), as a sentence; null when they can. */
  readonly runBlocked: string | null;
  /** What would help against that; null where nothing is known to. */
  readonly remedy: RunRemedy | null;
  /** The base name of the file that Run Current File would run; null when no editor with a script is open. */
  readonly currentFile: string | null;
}

export type RunRemedy = 'manageTrust' | 'openNodePath';

/** From the view's title and context menus. */
export interface ViewActionMessage {
  readonly type: 'viewAction';
  readonly action: ViewAction;
}

export type ViewAction = 'collapseAll' | 'focusFilter' | 'showTimeline' | 'togglePause' | 'toggleFollow';

/** Which columns there are, how wide, and in which order siblings are: the user's, for all windows. */
export interface LayoutMessage {
  readonly type: 'layout';
  readonly layout: GridLayout;
}

/** The last lines that the selected process has printed. */
export interface OutputMessage {
  readonly type: 'output';
  readonly id: string;
  readonly lines: readonly OutputLine[];
  /** How many there are before them. */
  readonly more: number;
}

export type ToWebview =
  | SnapshotMessage
  | PatchMessage
  | LivesMessage
  | RecordingMessage
  | RevealMessage
  | StatusMessage
  | EnvironmentMessage
  | ViewActionMessage
  | OutputMessage
  | LayoutMessage;

export type RowCommand =
  'terminate' | 'kill' | 'interrupt' | 'join' | 'cancelJoin' | 'copy' | 'openLocation' | 'showOutput';

export type FromWebview =
  | { readonly type: 'ready' }
  /** Whether it wants to be told of lives; asked anew, it is told of all. */
  | { readonly type: 'watchLives'; readonly watch: boolean }
  /** @see SelectionMessage.others */
  | {
      readonly type: 'command';
      readonly command: RowCommand;
      readonly id: string;
      readonly others?: readonly string[];
    }
  | { readonly type: 'open'; readonly url: string; readonly line: number; readonly column: number }
  | { readonly type: 'runCurrentFile' }
  | { readonly type: 'openExample' }
  | { readonly type: RunRemedy }
  | { readonly type: 'clearEnded' }
  /** Back to what lives. */
  | { readonly type: 'closeRecording' }
  /** The theme's colours of the timeline, by their names there, as CSS writes them. */
  | { readonly type: 'colours'; readonly colours: Readonly<Record<string, string>> }
  /** The user has changed widths or the order. */
  | { readonly type: 'layout'; readonly widths: Readonly<Record<string, number>>; readonly sort: SortOrder | null }
  /** The process whose row has the keyboard; null when none has. `others`: the row stands for these, too. */
  | { readonly type: 'focused'; readonly id: string | null; readonly others?: readonly string[] }
  /** The row that view commands without an argument (Terminate, …) are about; null when none is selected. */
  | SelectionMessage;

export interface SelectionMessage {
  readonly type: 'selection';
  readonly id: string | null;
  /** When several are selected: those beside `id`, in the order in which they are seen. */
  readonly others?: readonly string[];
}
