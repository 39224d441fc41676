import { until } from '../../testbed/workbench.mjs';

/** Types a path into the dialog that asks for a file, and takes it. */
export async function chooseFile(workbench, file) {
  const { quickInput } = workbench;
  const input = quickInput.locator('.quick-input-box input');
  await quickInput.getByRole('button', { name: 'OK' }).waitFor();
  await until(`${file} in the dialog`, async () => {
    await input.fill(file, { timeout: 1_000 });
    return (await input.inputValue()) === file;
  });
  await until('the end of the dialog', async () => {
    if (await input.isVisible()) await input.press('Enter', { timeout: 1_000 });
    await quickInput.waitFor({ state: 'hidden', timeout: 1_500 });
    return true;
  });
}
