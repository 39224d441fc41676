/** Tells a server of this process and its children, and carries out its commands. docs/monitor-protocol.md. */
import { MONITOR_VARIABLE } from '../base/environment.ts';
import { globalState } from '../base/globalState.ts';
import { processChannel, type ProcessEvent } from '../multiprocessing/events.ts';
import { processIdentity } from '../multiprocessing/identity.ts';
import { parseMonitorAddress, type MonitorAddress } from './address.ts';
import { Activity, isActivity } from './activity.ts';
import { AgentConnection, type AgentSide } from './agentConnection.ts';
import { ChildRecords } from './childRecords.ts';
import { CommandRunner } from './commandRunner.ts';
import { cut } from './cut.ts';
import { describeThisProcess } from './describeThisProcess.ts';
import { OutputReport } from './outputReport.ts';
import { ownEnd } from './ownEnd.ts';
import { PROTOCOL_VERSION, type AgentMessage, type EndedMessage } from './protocol.ts';
import { watchStandardOutput } from './standardOutput.ts';

/**
 * Starts the agent of this process, once, if the environment says where a server is. It does not throw, does not write
 * anything, and does not keep the process alive. The process's identity must be set before.
 */
export function startAgent(): void {
  const address = parseMonitorAddress(process.env[MONITOR_VARIABLE] ?? '');
  if (!address) return;
  const state = globalState('agent', () => ({ started: false }));
  if (state.started) return;
  state.started = true;
  watch(address);
}

function watch(address: MonitorAddress): void {
  const children = new ChildRecords();
  const activity = new Activity((message) => connection.send(message));
  const output = new OutputReport(() => processIdentity().id, {
    state: () => connection.state,
    send: (message) => connection.send(message),
  });
  const runner = new CommandRunner(children, (result) => connection.send(result));
  let end: EndedMessage | null = null;
  const connection = new AgentConnection(
    address,
    agentSide({ token: address.token, children, activity, output, runner, end: () => end }),
  );
  processChannel.subscribe((published) => {
    try {
      const event = published as ProcessEvent;
      if (isActivity(event)) activity.record(event);
      else {
        const message = children.record(event);
        if (message) connection.send(message);
      }
    } catch {
      // Of another version of the library, perhaps; the program goes on.
    }
  });
  ownEnd((message) => {
    for (const last of output.restate()) connection.send(last);
    end = message;
    connection.send(message);
    connection.flush();
  });
  watchStandardOutput((stream, chunk, encoding) => output.record(stream, chunk, encoding));
  connection.connect();
}

interface Watching {
  readonly token: string;
  readonly children: ChildRecords;
  readonly activity: Activity;
  readonly output: OutputReport;
  readonly runner: CommandRunner;
  readonly end: () => EndedMessage | null;
}

function agentSide({ token, children, activity, output, runner, end }: Watching): AgentSide {
  let saidName = '';
  return {
    hello() {
      const description = describeThisProcess();
      saidName = description.name;
      return { type: 'hello', version: PROTOCOL_VERSION, token, process: description };
    },
    *restate(): Generator<AgentMessage> {
      const { id, name } = processIdentity();
      if (cut(name) !== saidName) yield { type: 'named', id, name: cut(name) };
      yield* children.restate();
      yield* activity.restate();
      yield* output.restate();
      const message = end();
      if (message) yield message;
    },
    received(message) {
      if (message.type === 'command') runner.run(message);
      else runner.cancel(message.seq);
    },
    disconnected: () => runner.abandon(),
  };
}
