import { commands, l10n, Uri, window, workspace } from 'vscode';
import { recordedView } from '../timeline/recordedView.ts';
import { MAX_RECORDING_BYTES, parseRecording, RecordingError, type Recording } from '../timeline/recording.ts';
import { ExpectedError } from './expectedError.ts';
import { openFile, openRecording } from './remedies.ts';
import type { ProcessTreeView } from './processTreeView.ts';

/** What `when` clauses read. */
const CONTEXT = 'processTree.recording';

/** The commands that show a recording in the view, and what lives again, by what follows `processTree.`. */
export function recordingCommands(view: ProcessTreeView) {
  return {
    openRecording: async (argument: unknown) => {
      const file = argument instanceof Uri ? argument : await pickFile();
      if (!file) return;
      const recording = await read(file);
      view.showRecording({ ...recordedView(recording), name: baseName(file), savedAt: recording.savedAt });
      await commands.executeCommand('setContext', CONTEXT, true);
      await view.show();
    },
    closeRecording: async () => {
      view.showRecording(null);
      await commands.executeCommand('setContext', CONTEXT, false);
    },
  };
}

async function pickFile(): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const [file] =
    (await window.showOpenDialog({
      ...(folder ? { defaultUri: folder } : {}),
      filters: { [l10n.t('Process Tree Recording')]: ['json'] },
      title: l10n.t('Open Recording'),
    })) ?? [];
  return file;
}

/** @throws ExpectedError that names the file and says what is wrong with it. */
async function read(file: Uri): Promise<Recording> {
  const name = baseName(file);
  try {
    const { size } = await workspace.fs.stat(file);
    if (size > MAX_RECORDING_BYTES) throw new Error(l10n.t('It is too large to be a recording.'));
    return parseRecording(new TextDecoder().decode(await workspace.fs.readFile(file)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // What was read can be looked at.
    const remedy = cause instanceof RecordingError ? openFile(file) : openRecording();
    throw new ExpectedError(l10n.t('{0} cannot be opened as a recording. {1}', name, reason), remedy, { cause });
  }
}

function baseName({ path }: Uri): string {
  return path.split('/').at(-1) ?? path;
}
