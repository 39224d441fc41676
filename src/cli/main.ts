#!/usr/bin/env node
import { isNodeSupported, unsupportedNode } from '../base/nodeVersion.ts';
import { version } from '../../package.json';
import { parseCommandLine } from './commandLine.ts';
import type { CommandLine } from './commandLine.ts';
import { scriptExists } from './findScript.ts';
import { help } from './help.ts';
import { runProgram } from './runProgram.ts';

main(parseCommandLine(process.argv.slice(2)));

function main(command: CommandLine): void {
  if (command.kind === 'help') process.stdout.write(help);
  else if (command.kind === 'version') process.stdout.write(`${version}\n`);
  else if (!isNodeSupported(process.versions.node)) fail(unsupportedNode(process.versions.node, process.execPath), 1);
  else if (command.kind === 'error') fail(`multiprocessing-ts: ${command.message}`, 2);
  else if (!scriptExists(command.script, process.cwd())) fail(notFound(command.script), 2);
  else runProgram(command);
}

function notFound(script: string): string {
  return (
    `multiprocessing-ts: there is no script ${JSON.stringify(script)} in ${process.cwd()}. Check its name; a value of ` +
    "one of Node's options has to be joined to it: --option=value."
  );
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
