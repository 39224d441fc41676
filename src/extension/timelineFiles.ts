import { l10n, Uri, window, workspace } from 'vscode';
import { version } from '../../package.json';
import { chromeTrace } from '../timeline/chromeTrace.ts';
import { recordingText, type Recording } from '../timeline/recording.ts';
import { recordTree } from '../timeline/recordTree.ts';
import { timelineSvg } from '../timeline/timelineSvg.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { rowsOf } from '../tree/processTree.ts';
import { rowSummary } from '../tree/status.ts';
import { ExpectedError } from './expectedError.ts';
import { retry, runScript } from './remedies.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import type { RowCommands } from './rowCommands.ts';
import { timelineColours } from './themeColours.ts';

export interface TimelineFilesOptions {
  readonly view: ProcessTreeView;
  readonly rows: RowCommands;
  /** What the view has told of the theme. */
  readonly colours: () => Readonly<Record<string, string>>;
}

interface FileKind {
  readonly command: string;
  /** Of the file's name, behind that of the program. */
  readonly ending: string;
  readonly label: string;
  readonly text: (recording: Recording) => string;
}

const SAVED_BY = `Process Tree ${version}`;
const RECORDING_ENDING = 'process-tree.json';

/** The commands that write what the view shows into a file, by what follows `processTree.`. */
export function timelineFileCommands(options: TimelineFilesOptions) {
  const { colours } = options;
  return {
    exportTrace: () =>
      save(options, {
        command: 'processTree.exportTrace',
        ending: 'trace.json',
        label: l10n.t('Chrome Trace'),
        text: (recording) => JSON.stringify(chromeTrace(recording, SAVED_BY)),
      }),
    exportSvg: () =>
      save(options, {
        command: 'processTree.exportSvg',
        ending: 'svg',
        label: l10n.t('SVG Picture'),
        text: (recording) => timelineSvg(recording, timelineColours(colours())),
      }),
    saveRecording: () =>
      save(options, {
        command: 'processTree.saveRecording',
        ending: RECORDING_ENDING,
        label: l10n.t('Process Tree Recording'),
        text: (recording) => recordingText(recording, SAVED_BY),
      }),
  };
}

async function save({ view, rows }: TimelineFilesOptions, { command, ending, label, text }: FileKind): Promise<void> {
  const programs = await choosePrograms(view);
  if (!programs) return;
  const target = await window.showSaveDialog({
    ...defaultPlace(programs.length === 1 ? (programs[0]?.name ?? '') : 'processes', ending),
    filters: { [label]: [ending.split('.').at(-1) ?? ending] }, // a dialog knows only the last part
    title: l10n.t('Save {0}', label),
  });
  if (!target) return;
  const { tree, history } = view.source;
  const ids = programs.map(({ id }) => id);
  // As it is now, and not as it was when the first question was asked.
  const recording = recordTree(tree, history, view.recordedAt ?? Date.now(), ids);
  const name = target.path.split('/').at(-1) ?? '';
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(text(recording)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ExpectedError(l10n.t('{0} was not saved: {1}', name, reason), retry(command), { cause });
  }
  rows.say(l10n.t('{0} was saved.', name));
}

/** undefined when the user has chosen none. */
async function choosePrograms(view: ProcessTreeView): Promise<readonly ProcessRow[] | undefined> {
  const all = rowsOf(view.source.tree);
  const present = new Set(all.map(({ id }) => id));
  const programs = all.filter(({ parentId }) => parentId === null || !present.has(parentId));
  if (programs.length === 0)
    throw new ExpectedError(l10n.t('There is no process to be saved. Run a program first.'), runScript());
  if (programs.length === 1) return programs;
  const items = programs.map((row) => ({ label: row.name, description: rowSummary(row), programs: [row] }));
  const everything = { label: l10n.t('All Programs'), description: '', programs };
  const placeHolder = l10n.t('Choose a program');
  return (await window.showQuickPick([everything, ...items.reverse()], { placeHolder }))?.programs;
}

function defaultPlace(name: string, ending: string): { readonly defaultUri?: Uri } {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const safe = name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(0, 100);
  return folder ? { defaultUri: Uri.joinPath(folder, `${safe}.${ending}`) } : {};
}
