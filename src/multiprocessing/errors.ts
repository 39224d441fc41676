/**
 * The errors of multiprocessing under their Python names, and those of Python's built-in ones that it throws.
 * https://docs.python.org/3/library/multiprocessing.html#exceptions
 */

/** The base class of all multiprocessing exceptions. */
export class ProcessError extends Error {
  static {
    nameOf(this, 'ProcessError');
  }
}

/** `recvBytesInto()` was given a buffer that is too small for the message. */
export class BufferTooShort extends ProcessError {
  static {
    nameOf(this, 'BufferTooShort');
  }
}

/** The other end does not have the same `authkey`. */
export class AuthenticationError extends ProcessError {
  static {
    nameOf(this, 'AuthenticationError');
  }
}

/** A method with a timeout was not answered in time. */
export class TimeoutError extends ProcessError {
  static {
    nameOf(this, 'TimeoutError');
  }
}

/** A misuse of an object: its state, or the process it is used in, does not allow the call. */
export class AssertionError extends Error {
  static {
    nameOf(this, 'AssertionError');
  }
}

/** A value that cannot be, or an object that is closed. */
export class ValueError extends Error {
  static {
    nameOf(this, 'ValueError');
  }
}

export class RuntimeError extends Error {
  static {
    nameOf(this, 'RuntimeError');
  }
}

/** The operating system refused; `code` is its name of the error, such as `EPIPE`. */
export class OSError extends Error {
  readonly code?: string;

  constructor(message: string, options?: ErrorOptions & { code?: string }) {
    super(message, options);
    if (options?.code !== undefined) this.code = options.code;
  }

  static {
    nameOf(this, 'OSError');
  }
}

/** A value that cannot travel to another process, or cannot be rebuilt there; the message names the path to it. */
export class PicklingError extends Error {
  static {
    nameOf(this, 'PicklingError');
  }
}

/** No element has that index. */
export class IndexError extends RangeError {
  static {
    nameOf(this, 'IndexError');
  }
}

/** There is no such key in the dict. */
export class KeyError extends Error {
  static {
    nameOf(this, 'KeyError');
  }
}

/** The object has no such attribute. */
export class AttributeError extends Error {
  static {
    nameOf(this, 'AttributeError');
  }
}

/** Nothing was in the queue in time. */
export class Empty extends Error {
  static {
    nameOf(this, 'Empty');
  }
}

/** The queue had no room in time. */
export class Full extends Error {
  static {
    nameOf(this, 'Full');
  }
}

/** The barrier is broken: one of those who waited was late, was aborted, or has ended. */
export class BrokenBarrierError extends RuntimeError {
  static {
    nameOf(this, 'BrokenBarrierError');
  }
}

/** Nothing comes any more: the other end is closed, or nobody is left who could send. */
export class EOFError extends Error {
  static {
    nameOf(this, 'EOFError');
  }
}

/** `join({ throws: true })`: the process has ended by a signal, or with an exit code other than 0. */
export class ProcessDiedError extends ProcessError {
  declare readonly pid: number;
  /** As the Process has it: n for `process.exit(n)`, −N when signal N ended it. */
  declare readonly exitcode: number;
  /** The name of the signal that ended it; null when none did. */
  declare readonly signal: string | null;

  static {
    nameOf(this, 'ProcessDiedError');
  }
}

/** A task of a Pool whose worker ended before it was done. */
export class WorkerDiedError extends ProcessError {
  /** The worker's name, such as `PoolWorker-1`. */
  declare readonly worker: string;
  declare readonly pid: number;
  /** As a Process has it: n for `process.exit(n)`, −signal when it was killed. */
  declare readonly exitcode: number;
  /** The name of the signal that ended it; null when none did. */
  declare readonly signal: string | null;
  /** Which of the items that were given to `map` and its like it had: their positions, from 0; [0] for `apply`. */
  declare readonly items: readonly number[];

  static {
    nameOf(this, 'WorkerDiedError');
  }
}

/** The result of a task cannot travel back to the process that waits for it. */
export class MaybeEncodingError extends Error {
  static {
    nameOf(this, 'MaybeEncodingError');
  }
}

/** An error from another process whose class is not known here. Its text is the remote trace, as in Python. */
export class RemoteError extends Error {
  override toString(): string {
    const { cause } = this;
    if (!(cause instanceof RemoteTraceback)) return super.toString();
    const line = '-'.repeat(75);
    return `\n${line}\n${cause.trace}\n${line}`;
  }

  static {
    nameOf(this, 'RemoteError');
  }
}

/** The stack of an error in the process where it was raised; the `cause` of the error that is rethrown here. */
export class RemoteTraceback extends Error {
  /** Without the marks around it. */
  get trace(): string {
    return /"{3}\n(.*)\n"{3}$/s.exec(this.message)?.[1] ?? this.message;
  }

  static {
    nameOf(this, 'RemoteTraceback');
  }
}

/** On the prototype, as the built-in errors have it, so that it is no field of each error. */
function nameOf(errorClass: { prototype: Error }, name: string): void {
  Object.defineProperty(errorClass.prototype, 'name', { value: name, writable: true, configurable: true });
}

/** Python's `assert condition, message`. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}
