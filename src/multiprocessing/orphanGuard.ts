/**
 * What is left to do when this process was killed: to end the children that cannot notice it, since they compute and
 * never come to their event loop, and to remove the hub's folder. A shell, which costs 1 MB, knows of them. Windows needs
 * none: there, Node's children end with their parent, and a named pipe is no file.
 */
import type { ChildProcess } from 'node:child_process';

/** A child that ends within this time is not worth a guard. */
const GUARD_AFTER_MS = 250;

/**
 * Lines `+ PID`, `- PID` and `= FOLDER` come in; their end means that the parent is gone. A child that can notice ends by itself
 * within 0.7 s (lifeline.ts); a pid that was given to another process meanwhile has another start time.
 */
const SCRIPT = `
trap '' HUP INT TERM
started() {
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r stat < "/proc/$1/stat" || return
    set -- \${stat##*)}
    echo "\${20}"
  else
    ps -o lstart= -p "$1"
  fi 2> /dev/null
}
pids=
folder=
while read -r change pid; do
  if [ "$change" = = ]; then
    folder=$pid
    continue
  fi
  others=
  for known in $pids; do [ "$known" = "$pid" ] || others="$others $known"; done
  pids=$others
  [ "$change" = - ] || pids="$pids $pid"
done
[ -z "$folder" ] || rm -rf -- "$folder"
orphans=
for pid in $pids; do
  since=$(started "$pid")
  [ -z "$since" ] || orphans="$orphans $pid:$(echo $since | tr ' ' _)"
done
[ -z "$orphans" ] && exit
sleep 0.75
for orphan in $orphans; do
  pid=\${orphan%%:*}
  [ "$(echo $(started "$pid") | tr ' ' _)" = "\${orphan#*:}" ] && kill -KILL "$pid"
done
`;

let guard: ChildProcess | undefined;

/** @param ended Settles when the child has ended. */
export function guardOrphan(pid: number, ended: Promise<void>): void {
  if (process.platform === 'win32') return;
  const timer = setTimeout(() => {
    tell(`+ ${pid}\n`);
    void ended.then(() => tell(`- ${pid}\n`));
  }, GUARD_AFTER_MS);
  timer.unref();
  void ended.then(() => clearTimeout(timer));
}

/** Has the folder removed when this process was killed, and could not do it itself. */
export function guardFolder(folder: string): void {
  if (process.platform !== 'win32') setTimeout(() => tell(`= ${folder}\n`), GUARD_AFTER_MS).unref();
}

function tell(line: string): void {
  guard ??= startGuard();
  guard.stdin?.write(line);
}

function startGuard(): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'multiprocessing-ts-guard'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  });
  // Without a shell, children in a busy loop outlive a parent that is killed; all else works.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return shell;
}
