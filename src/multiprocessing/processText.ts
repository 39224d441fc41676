/** The text forms of processes, as Python prints them. */
import { signalOfExitcode } from './signals.ts';

export interface ProcessText {
  readonly className: string;
  readonly name: string;
  readonly pid: number | null;
  readonly parentPid: number | null;
  readonly status: string;
  readonly exitcode: number | null;
  readonly daemon: boolean;
}

/** `<Process name='worker 1' pid=12 parent=11 stopped exitcode=-SIGTERM daemon>` */
export function processText({ className, name, pid, parentPid, status, exitcode, daemon }: ProcessText): string {
  const words = [className, `name=${quoted(name)}`];
  if (pid !== null) words.push(`pid=${pid}`);
  words.push(`parent=${parentPid ?? 'None'}`, status);
  if (exitcode !== null) words.push(`exitcode=${exitcodeText(exitcode)}`);
  if (daemon) words.push('daemon');
  return `<${words.join(' ')}>`;
}

function exitcodeText(exitcode: number): string {
  const signal = signalOfExitcode(exitcode);
  return signal === null ? String(exitcode) : `-${signal}`;
}

/** As Python's repr of a string: single quotes, unless it holds some and no double ones. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
