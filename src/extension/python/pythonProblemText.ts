import { l10n } from 'vscode';
import { openSetting } from '../openSetting.ts';
import { selectInterpreter, type Remedy } from '../remedies.ts';
import { PYTHON_PATH_SETTING } from '../settings.ts';
import type { PythonProblem } from './pythonLocator.ts';

/** What was found, and where to say what to use. */
export function pythonProblemText(problem: PythonProblem): string {
  const setting = l10n.t('Set {0} to a Python 3.', PYTHON_PATH_SETTING);
  if (problem.kind === 'none') return `${l10n.t('No Python was found in .venv or on PATH.')} ${setting}`;
  const remedy =
    problem.chosenIn === 'setting' ? setting : l10n.t('Select another interpreter in the Python extension.');
  return `${l10n.t('{0} does not run as Python ({1}).', problem.path, problem.detail)} ${remedy}`;
}

/** Where what is wrong was chosen. */
export function pythonProblemRemedy(problem: PythonProblem): Remedy {
  const ofExtension = problem.kind === 'notPython' && problem.chosenIn === 'extension';
  return ofExtension ? selectInterpreter() : openSetting(PYTHON_PATH_SETTING);
}
