import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const PLUGIN = 'multiprocessing-ts-typescript-plugin';

export interface Diagnostic {
  readonly text: string;
  readonly code: number;
}

/** A real tsserver with the plugin, asked as an editor asks it. */
export interface TypescriptServer {
  open(file: string, content: string): void;
  change(file: string, content: string): void;
  diagnostics(file: string): Promise<readonly Diagnostic[]>;
  /** Names completed after the first `marker` in the file's content. */
  completions(file: string, content: string, marker: string): Promise<readonly string[]>;
  /** What the editor shows for the first `marker` in the content. */
  hover(file: string, content: string, marker: string): Promise<string>;
  close(): Promise<void>;
}

/** @param extension The folder from whose node_modules the plugin is loaded. */
export function startTypescriptServer({ extension = root }: { extension?: string } = {}): TypescriptServer {
  const tsserver = createRequire(import.meta.url).resolve('typescript-api/lib/tsserver.js');
  const args = ['--globalPlugins', PLUGIN, '--pluginProbeLocations', extension, '--disableAutomaticTypingAcquisition'];
  const child = spawn(process.execPath, [tsserver, ...args, '--suppressDiagnosticEvents'], { stdio: 'pipe' });
  const answers = readAnswers(child.stdout);
  let seq = 0;
  const send = (command: string, parameters: unknown) => {
    child.stdin.write(`${JSON.stringify({ seq: ++seq, type: 'request', command, arguments: parameters })}\n`);
    return seq;
  };
  const ask = async <T>(command: string, parameters: unknown): Promise<T> =>
    (await answers(send(command, parameters))) as T;
  return {
    open: (file, content) => void send('open', { file, fileContent: content }),
    change: (file, content) =>
      void send('updateOpen', { changedFiles: [], closedFiles: [], openFiles: [{ file, fileContent: content }] }),
    diagnostics: (file) => ask('semanticDiagnosticsSync', { file }),
    async completions(file, content, marker) {
      const body = await ask<{ entries: { name: string }[] } | undefined>(
        'completionInfo',
        after(file, content, marker),
      );
      return (body?.entries ?? []).map(({ name }) => name);
    },
    async hover(file, content, marker) {
      const at = after(file, content, marker);
      return (await ask<{ displayString: string }>('quickinfo', { ...at, offset: at.offset - 1 })).displayString;
    },
    async close() {
      const exited = once(child, 'exit');
      send('exit', {});
      child.stdin.end();
      await exited;
    },
  };
}

function after(file: string, content: string, marker: string) {
  const index = content.indexOf(marker);
  if (index === -1) throw new Error(`no ${marker} in the content`);
  const before = content.slice(0, index + marker.length).split('\n');
  return { file, line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
}

/** Answers by the sequence number of the question; a failed one rejects with what the server said. */
function readAnswers(output: NodeJS.ReadableStream): (seq: number) => Promise<unknown> {
  const waiting = new Map<number, { resolve(body: unknown): void; reject(error: Error): void }>();
  let buffered = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(buffered.toString('latin1', 0, 100));
      const end = header ? header[0].length + Number(header[1]) : Infinity;
      if (!header || buffered.length < end) return;
      answer(buffered.toString('utf8', header[0].length, end));
      buffered = buffered.subarray(end);
    }
  });
  output.on('end', () => {
    for (const { reject } of waiting.values()) reject(new Error('tsserver ended'));
  });
  const answer = (text: string) => {
    const message = JSON.parse(text) as {
      type: string;
      request_seq: number;
      success: boolean;
      message: string;
      body: unknown;
    };
    if (message.type !== 'response') return;
    const question = waiting.get(message.request_seq);
    waiting.delete(message.request_seq);
    if (message.success) question?.resolve(message.body);
    else if (message.message === 'No content available.') question?.resolve(undefined);
    else question?.reject(new Error(message.message));
  };
  return (seq) => new Promise((resolve, reject) => waiting.set(seq, { resolve, reject }));
}
