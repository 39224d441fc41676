import { extensions, type Uri } from 'vscode';

const PYTHON_EXTENSION = 'ms-python.python';

/** As far as it is used here, of the API of https://aka.ms/pythonEnvironmentApi. */
interface PythonExtensionApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(path: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
  };
}

/** The interpreter that is selected in the Python extension for a script; null without the extension, or a selection. */
export async function selectedPython(script: Uri): Promise<string | null> {
  try {
    const api = await extensions.getExtension<PythonExtensionApi>(PYTHON_EXTENSION)?.activate();
    const active = api?.environments?.getActiveEnvironmentPath(script);
    const environment = active && (await api?.environments?.resolveEnvironment(active));
    return environment?.executable.uri?.fsPath ?? null;
  } catch {
    return null; // it is of another version, or failed: then Python is found without it
  }
}
