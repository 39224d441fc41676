import { ProgressLocation, window } from 'vscode';
import { deferred } from '../base/deferred.ts';
import type { ProgressDisplay } from './poolProgress.ts';

/** Progress in the status bar: it takes no room in which somebody works. */
export function beginStatusBarProgress(title: string): ProgressDisplay {
  const over = deferred<void>();
  let message = '';
  let report: (() => void) | undefined;
  void window.withProgress({ location: ProgressLocation.Window, title }, (progress) => {
    report = () => progress.report({ message });
    report();
    return over.promise;
  });
  return {
    report(next) {
      if (next === message) return;
      message = next;
      report?.();
    },
    end: () => over.resolve(),
  };
}
