/**
 * The logger of the package.
 * https://docs.python.org/3/library/multiprocessing.html#logging
 */
import { writeSync } from 'node:fs';
import { ValueError } from './errors.ts';

export const SUBDEBUG = 5;
export const DEBUG = 10;
export const INFO = 20;
export const SUBWARNING = 25;
export const WARNING = 30;
export const ERROR = 40;
export const CRITICAL = 50;

const levelNames = new Map([
  [DEBUG, 'DEBUG'],
  [INFO, 'INFO'],
  [WARNING, 'WARNING'],
  [ERROR, 'ERROR'],
  [CRITICAL, 'CRITICAL'],
]);

/** The level of a logger that has none of its own, as that of Python's root logger. */
const DEFAULT_LEVEL = WARNING;

export interface LogRecord {
  readonly level: number;
  /** `INFO`, or `Level 25` for a level without a name. */
  readonly levelName: string;
  readonly processName: string;
  readonly message: string;
}

export type LogHandler = (record: LogRecord) => void;

export class Logger {
  readonly name = 'multiprocessing';
  /** 0: not set, so that warnings and errors are logged. */
  level = 0;
  readonly handlers: LogHandler[] = [];

  /** @param level A number, or a name such as `INFO`. @throws ValueError for a name that is none. */
  setLevel(level: number | string): void {
    this.level = levelNumber(level);
  }

  getEffectiveLevel(): number {
    return this.level || DEFAULT_LEVEL;
  }

  isEnabledFor(level: number): boolean {
    return level >= this.getEffectiveLevel();
  }

  addHandler(handler: LogHandler): void {
    this.handlers.push(handler);
  }

  removeHandler(handler: LogHandler): void {
    const index = this.handlers.indexOf(handler);
    if (index >= 0) this.handlers.splice(index, 1);
  }

  log(level: number, message: string): void {
    if (!this.isEnabledFor(level)) return;
    const record = {
      level,
      levelName: levelNames.get(level) ?? `Level ${level}`,
      processName: nameOfProcess(),
      message,
    };
    for (const handler of this.handlers) handler(record);
  }

  debug(message: string): void {
    this.log(DEBUG, message);
  }

  info(message: string): void {
    this.log(INFO, message);
  }

  warning(message: string): void {
    this.log(WARNING, message);
  }

  error(message: string): void {
    this.log(ERROR, message);
  }

  critical(message: string): void {
    this.log(CRITICAL, message);
  }
}

let logger: Logger | undefined;
let loggingToStderr = false;
let nameOfProcess = (): string => 'MainProcess';

/** Tells the logger how to learn the current process's name, which may change. */
export function setProcessNamer(namer: () => string): void {
  nameOfProcess = namer;
}

/** The logger used by multiprocessing. It has no handler at first, so nothing is printed. */
export function getLogger(): Logger {
  return (logger ??= new Logger());
}

/**
 * Adds a handler that writes lines such as `[INFO/Process-1] child process calling self.run()` to standard error.
 * @param level When given, the logger's level is set to it.
 * @returns The logger. Called twice, each line comes twice, as in Python.
 */
export function logToStderr(level?: number | string | null): Logger {
  const log = getLogger();
  log.addHandler(({ levelName, processName, message }) => writeToStderr(`[${levelName}/${processName}] ${message}\n`));
  if (level !== undefined && level !== null) log.setLevel(level);
  loggingToStderr = true;
  return log;
}

/** What a child is told, so that it logs as its parent does. */
export interface LoggingState {
  readonly level: number | null;
  readonly toStderr: boolean;
}

export function loggingState(): LoggingState {
  return { level: logger?.level ?? null, toStderr: loggingToStderr };
}

export function restoreLogging({ level, toStderr }: LoggingState): void {
  if (level !== null) getLogger().setLevel(level);
  if (toStderr) logToStderr();
}

/** The library's own log lines: nothing before the program has asked for the logger. */
export function info(message: string): void {
  logger?.info(message);
}

export function debug(message: string): void {
  logger?.debug(message);
}

/** Whether somebody reads warnings. */
export function logsWarnings(): boolean {
  return logger?.isEnabledFor(WARNING) === true && logger.handlers.length > 0;
}

export function warning(message: string): void {
  logger?.warning(message);
}

/** Synchronously, so that the last lines of a process that ends are not lost. */
export function writeToStderr(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // closed: there is nobody to tell
    }
  }
}

function levelNumber(level: number | string): number {
  if (typeof level === 'number') return level;
  for (const [number, name] of levelNames) if (name === level) return number;
  throw new ValueError(`Unknown level: '${level}'`);
}
