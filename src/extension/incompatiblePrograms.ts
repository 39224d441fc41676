import { window, type Extension } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { l10n } from '../base/l10n.ts';
import { PROTOCOL_VERSION } from '../monitor/protocol.ts';
import type { IncompatibleProgram } from '../monitor/server.ts';
import type { MonitorLink } from './monitorLink.ts';
import { showRemedy, type ShowProblem } from './problems.ts';
import { showExtension } from './remedies.ts';

/** Says why a program is not in the tree; once for each version, however many processes and programs speak it. */
export function tellOfIncompatiblePrograms(
  monitor: MonitorLink,
  extension: Extension<unknown>,
  showProblem: ShowProblem,
): Disposable {
  const { version: own } = extension.packageJSON as { version: string };
  const told = new Set<number>();
  return monitor.onIncompatible((program) => {
    if (told.has(program.version)) return;
    told.add(program.version);
    const message = whyNotShown(program, own);
    showRemedy(window.showWarningMessage, message, showExtension(extension.id)).catch(showProblem);
  });
}

function whyNotShown({ process: { name, pid }, version }: IncompatibleProgram, own: string): string {
  return l10n.t(
    '{0} (PID {1}) is not shown: its multiprocessing-ts speaks version {2} of the monitor protocol, and Process Tree speaks {3}. Install multiprocessing-ts@{4} in its project, or update the extension.',
    name,
    pid,
    version,
    PROTOCOL_VERSION,
    own,
  );
}
