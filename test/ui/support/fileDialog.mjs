import { until } from '../../testbed/workbench.mjs';

/** Types a path into the dialog that asks for a file, and takes it. */
export async function chooseFile(workbench, file) {
  const { quickInput } = workbench;
  const input = quickInput.locator('.quick-input-box input');
  await quickInput.getByRole('button', { name: 'OK' }).waitFor();
  // Only then it has listed the folder, and writes nothing of its own over what is typed.
  await quickInput.locator('.monaco-list-row').first().waitFor();
  await until('the folder in the dialog', async () => (await input.inputValue()).startsWith('/'));
  await until('the end of the dialog', async () => {
    if (await input.isVisible()) await takePath(input, file);
    await quickInput.waitFor({ state: 'hidden', timeout: 1_500 });
    return true;
  });
}

async function takePath(input, file) {
  await input.fill(file, { timeout: 1_000 });
  if ((await input.inputValue()) !== file) throw new Error('the dialog has changed the path');
  await input.press('Enter', { timeout: 1_000 });
}
