/**
 * Processes that their parents have told of: what they were given at their start is kept for them until they refer to
 * it themselves, and how they ended is known here a little after they are gone.
 */
import type { Referrer } from './hubObject.ts';
import { Peer } from './peer.ts';
import type { References } from './references.ts';

/** A parent learns of its child's end a little later than the hub. */
const REPORT_MS = 100;
/** What a process that has ended by now has written is read by then, if it had come to connect. */
const CONNECTS_WITHIN_MS = 50;
const TELLS_WITHIN_MS = 1_000;
/** How many ends are remembered. */
const MOST_ENDS = 1_000;

class StartedProcess {
  readonly id: string;
  readonly parent: Peer;

  constructor(id: string, parent: Peer) {
    this.id = id;
    this.parent = parent;
  }
}

class ExpectedParent {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class StartedProcesses {
  readonly #started = new Map<string, StartedProcess>();
  readonly #exitcodes = new Map<string, number | null>();
  readonly #waiting = new Map<string, Set<(exitcode: number | null) => void>>();
  readonly #joined = new Set<string>();
  readonly #connected = new Set<string>();
  readonly #expected = new Map<string, ExpectedParent>();
  readonly #references: References;

  constructor(references: References) {
    this.#references = references;
  }

  /** @param objects What the child is given. */
  starting(parent: Peer, id: string, objects: readonly number[]): void {
    const process = this.#started.get(id) ?? new StartedProcess(id, parent);
    this.#started.set(id, process);
    this.#references.add(objects, process);
  }

  ended(id: string, exitcode: number | null): void {
    this.#exitcodes.set(id, exitcode);
    for (const oldest of this.#exitcodes.keys()) if (this.#exitcodes.size > MOST_ENDS) this.#exitcodes.delete(oldest);
    for (const tell of this.#waiting.get(id) ?? []) tell(exitcode);
    this.#waiting.delete(id);
    if (this.#connected.has(id)) return; // there may be something to read yet: `left` comes behind it
    setTimeout(() => {
      if (!this.#connected.has(id)) this.#forget(id);
    }, CONNECTS_WITHIN_MS);
  }

  left({ hello: { id } }: Peer): void {
    this.#connected.delete(id);
    this.#forget(id); // it does not come again
  }

  #forget(id: string): void {
    const process = this.#started.get(id);
    this.#started.delete(id);
    if (process !== undefined) this.#references.removeAll(process);
  }

  /** The parent refers to what it has given its child, but may not have come to tell: it may be busy. */
  given(child: Peer, object: number): void {
    const { parentId } = child.hello;
    if (parentId === null || this.#joined.has(parentId)) return;
    const parent = this.#expected.get(parentId) ?? new ExpectedParent(parentId);
    this.#expected.set(parentId, parent);
    this.#references.add([object], parent);
  }

  joined({ hello: { id } }: Peer): void {
    this.#joined.add(id);
    this.#connected.add(id);
    const expected = this.#expected.get(id);
    if (expected === undefined) return;
    // It tells first of all what it refers to; that may be much
    setTimeout(() => {
      this.#expected.delete(id);
      this.#references.removeAll(expected);
    }, TELLS_WITHIN_MS);
  }

  /** The process refers to the object itself, and is not expected to any more. */
  told({ hello: { id } }: Peer, object: number): void {
    const expected = this.#expected.get(id);
    if (expected !== undefined) this.#references.remove(object, expected, Infinity);
  }

  /** The process has let go of what it was given, before its end. */
  released({ hello: { id } }: Peer, object: number): void {
    const process = this.#started.get(id);
    if (process !== undefined) this.#references.remove(object, process, Infinity);
  }

  parentLeft(parent: Peer): void {
    for (const process of Array.from(this.#started.values()))
      if (process.parent === parent) this.ended(process.id, null);
  }

  /** The process's id; null for an item in a queue, which any process may come to have. */
  processOf(by: Referrer): string | null {
    if (by instanceof StartedProcess || by instanceof ExpectedParent) return by.id;
    return by instanceof Peer ? by.hello.id : null;
  }

  exitcodeOf(id: string): Promise<number | null> {
    const known = this.#exitcodes.get(id);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add(resolve));
      setTimeout(() => {
        waiting.delete(resolve);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve(null);
      }, REPORT_MS);
    });
  }
}
