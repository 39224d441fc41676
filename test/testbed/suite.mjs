// Runs a suite (a module that exports `run(): Promise<void>`) in the real extension host of a test server.
import fs from 'node:fs/promises';
import { format } from 'node:util';
import { workbenchUrl } from './workbench.mjs';

// The workbench's own, at each start and end.
const QUIET = /^\[Service Worker\]|\[lifecycle\]|Canceled/;

/** Resolves with the exit code; what is written to the window's console is lost, so suites report through files. */
export async function runSuite(server, browser, { timeout = 300_000, ...window }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const host = extensionHostEnd(server);
  const late = failAfter(timeout);
  const crashed = new Promise((_, reject) => page.once('crash', () => reject(new Error('the page crashed'))));
  try {
    // The page says 0 also when its extension host was killed, so hear it from the server as well.
    const code = await Promise.race([exitCode(page, server, window), host.failed, late.failed, crashed]);
    await page.close(); // now the host ends, if it has not
    await Promise.race([host.ended, late.failed, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    return code;
  } finally {
    late.clear();
    host.stopListening();
    await context.close();
  }
}

async function exitCode(page, server, window) {
  const code = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = format(...args);
    if (type === 'error' && !QUIET.test(text)) console.error(text);
  });
  await page.goto(workbenchUrl(server, window));
  return code;
}

/** `ended` when it ended in good order, `failed` when it did not. */
function extensionHostEnd(server) {
  let stopListening;
  const ended = new Promise((resolve, reject) => {
    stopListening = server.onLog((text) => {
      const match = /Extension Host Process exited with code: (\w+), signal: (\w+)/.exec(text);
      if (!match) return;
      if (match[1] === '0' && match[2] === 'null') resolve();
      else reject(new Error(`the extension host ended with ${match[1]}, signal ${match[2]}`));
    });
  });
  const failed = new Promise((_, reject) => void ended.catch(reject));
  failed.catch(() => {}); // it may fail when nobody waits for it any more
  return { ended, failed, stopListening };
}

function failAfter(milliseconds) {
  let timer;
  const failed = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${milliseconds} ms`)), milliseconds);
  });
  return { failed, clear: () => clearTimeout(timer) };
}

/** Passes on what is appended to a file, until the returned function is called. */
export function follow(file, write = (text) => process.stdout.write(text)) {
  let at = 0;
  const more = async () => {
    const text = await fs.readFile(file, 'utf8').catch(() => '');
    write(text.slice(at));
    at = text.length;
  };
  const interval = setInterval(() => void more(), 200);
  return async () => {
    clearInterval(interval);
    await more();
  };
}
