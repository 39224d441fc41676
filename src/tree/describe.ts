/** What each introduction of a process adds to the facts: by this window, by itself, by its parent. */
import type { ProcessDescription, StartedMessage } from '../monitor/protocol.ts';
import { commandLine } from './commandLine.ts';
import type { LaunchedEvent } from './treeEvent.ts';
import { NO_ACTIVITY, type Facts } from './treeNode.ts';

export function launchedFacts(facts: Facts, event: LaunchedEvent): Facts {
  return {
    ...facts,
    launched: true,
    name: facts.named ? facts.name : event.name,
    pid: facts.pid ?? event.pid,
    daemon: event.daemon,
    startedAt: facts.startedAt ?? event.at,
    script: event.script,
    commandLine: commandLine(event.script, event.argv),
    cwd: event.cwd,
  };
}

/** A process that was taken for lost, and says hello, is not. */
export function connectedFacts(facts: Facts, process: ProcessDescription): Facts {
  const { script, argv } = process;
  const isRoot = process.parentId === null;
  return {
    ...facts,
    ...ownName(facts, process),
    ...NO_ACTIVITY, // it is told anew
    connected: true,
    ...here(facts),
    lostAt: null,
    pid: facts.pid ?? process.pid,
    daemon: facts.launched ? facts.daemon : process.daemon,
    startedAt: facts.startedAt ?? process.startedAt,
    script: facts.script ?? (isRoot ? script : null),
    commandLine: facts.commandLine ?? (isRoot && script !== null ? commandLine(script, argv) : null),
    cwd: facts.cwd ?? process.cwd,
    runtime: process.runtime,
  };
}

/** What the process has said of itself counts more: its parent may speak later, but knows only how it began. */
export function startedFacts(facts: Facts, event: StartedMessage): Facts {
  return {
    ...facts,
    ...here(facts),
    name: facts.named || facts.launched ? facts.name : event.name,
    pid: facts.pid ?? event.pid,
    daemon: event.daemon,
    startedAt: facts.startedAt ?? event.at,
    target: event.target,
    args: event.args,
    location: event.location,
  };
}

/** It was known before the window was reloaded, and it was not its end. */
function here({ returning, debugStopped }: Facts): Pick<Facts, 'returning' | 'debugStopped'> {
  return { returning: false, debugStopped: debugStopped && !returning };
}

/** Every program calls its first process `MainProcess`; its script tells people more. */
function ownName(facts: Facts, { name, parentId, script }: ProcessDescription): Pick<Facts, 'name' | 'named'> {
  if (parentId !== null || name !== 'MainProcess') return { name, named: true };
  if (facts.name !== '') return { name: facts.name, named: facts.named };
  return { name: script?.split(/[\\/]/u).at(-1) || name, named: false };
}
