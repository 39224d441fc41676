import { run } from './run.mjs';

/** Installs the extension into a desktop VS Code and opens a window of it on `folder`. */
export async function openDesktop({ vsix, folder, executable }) {
  // code is a .cmd file on Windows, which only a shell runs.
  const code = (...args) => {
    const shell = process.platform === 'win32';
    return run(shell ? `"${executable}"` : executable, shell ? args.map((arg) => `"${arg}"`) : args, { shell });
  };
  try {
    await code('--install-extension', vsix, '--force');
    await code('--new-window', folder);
  } catch (cause) {
    throw new Error(
      `Could not install the extension with "${executable}". Name VS Code's command: ` +
        'npm run start:desktop -- /path/to/code (in VS Code: "Shell Command: Install \'code\' command in PATH")',
      { cause },
    );
  }
  console.log(`The extension is installed. In the window on ${folder}, open a script and click its Run button.`);
}
