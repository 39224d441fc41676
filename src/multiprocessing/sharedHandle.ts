/** What all objects have in common that live in the hub and are used from any process of the tree. */
import { inspect } from 'node:util';
import { newObjectId } from './objectId.ts';
import { objectName } from './objectName.ts';
import { checkObjectOptions, type ObjectOptions } from './objectOptions.ts';
import { asHandle, isReferred, registerHandle, type HandleContent } from './handles.ts';
import { Op } from './hubWire/frames.ts';
import { hub, type HubListener } from './hubClient/hubClient.ts';
import { HUB } from './hubWire/frames.ts';
import { throwIfAborted } from './signalOption.ts';
import { checkTimeout } from './timeouts.ts';

export interface WaitOptions {
  /** false: do not wait at all; default true. */
  readonly block?: boolean | undefined;
  /** How long to wait at most, in seconds; null (the default) for ever. */
  readonly timeout?: number | null | undefined;
  /** Gives the wait up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Takes the answer to a call: see CallOptions. */
export interface AnswerTaker {
  readonly received?: (answer: unknown) => unknown;
  readonly failed?: () => void;
}

const NOBODY: AnswerTaker = {};

/** Given to a constructor in place of its arguments when the object is there already. */
export class Restored {
  readonly content: HandleContent;

  constructor(content: HandleContent) {
    this.content = content;
  }
}

/** How often this process refers to an object, in the hub's eyes. */
const counts = new Map<number, number>();
const collected = new FinalizationRegistry<number>((id) => letGo(id));

export abstract class SharedHandle {
  readonly #id: number;
  readonly #kind: string;
  readonly #args: readonly unknown[];
  #introduced = false;
  /** Whether this process got it from its parent at its start. */
  readonly #given: boolean;
  /** Whether it got it at all: who has given it refers to it too, and may not have come to tell. */
  readonly #came: boolean;
  #name: string | null;

  /**
   * @param kind The class in the hub.
   * @param args What the hub needs to make it, as JSON; or the object that it is.
   */
  constructor(kind: string, args: readonly unknown[] | Restored, options: ObjectOptions = {}) {
    this.#kind = kind;
    this.#came = args instanceof Restored;
    this.#given = this.#came && !isReferred();
    if (args instanceof Restored)
      [, this.#id, this.#name, ...this.#args] = args.content as [string, number, string | null];
    else {
      checkObjectOptions(`${kind}()`, options);
      [this.#id, this.#name, this.#args] = [newObjectId(), options.name ?? objectName(), args];
    }
    if (isReferred()) count(this.#id);
    hub.listen(this.#id, this as HubListener);
    collected.register(this, this.#id, this);
  }

  /** @internal */
  get objectId(): number {
    return this.#id;
  }

  /** @internal Its class in the hub. */
  get kind(): string {
    return this.#kind;
  }

  /** @internal What it is called where it is shown. */
  get displayName(): string {
    return this.#name ?? this.#kind;
  }

  /** @internal */
  [asHandle](): HandleContent {
    this.introduce(); // with the other process, the hub must know of this one's reference too
    return [this.#kind, this.#id, this.#name, ...this.#args];
  }

  toString(): string {
    return `<${this.#kind}${this.#name === null ? '' : ` ${this.#name}`}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /**
   * To be called before the hub is told anything of the object: it makes it, if nobody has used it yet. One that is
   * neither used nor sent costs no message.
   */
  protected introduce(): void {
    if (this.#introduced) return;
    this.#introduced = true;
    count(this.#id);
    hub.say(HUB, this.#came ? 'given' : 'create', this.#id, this.#kind, this.#name, ...this.#args);
  }

  /** Asks the hub, and waits for the answer for as long as it takes. */
  protected ask(method: string, ...args: readonly unknown[]): Promise<unknown> {
    this.introduce();
    return hub.call(this.#id, method, args);
  }

  /** Asks for what may take long. Resolves to `otherwise` when it did not come in time; rejects by the signal's reason. */
  protected askWithin(
    method: string,
    args: readonly unknown[],
    { timeout, signal, block }: WaitOptions,
    otherwise: () => unknown,
    taker: AnswerTaker = NOBODY,
  ): Promise<unknown> {
    try {
      checkTimeout(timeout);
      throwIfAborted(signal);
      this.introduce();
    } catch (error) {
      taker.failed?.();
      return Promise.reject(error);
    }
    const { received, failed } = taker;
    return hub.call(this.#id, method, args, { timeout, block, signal, awaited: this, otherwise, received, failed });
  }

  /** This process lets go of the object now, and not when the handle is collected, which is used no more. */
  protected drop(): void {
    if (this.#given) this.introduce(); // what the parent keeps for this process, it lets go of in its own name
    collected.unregister(this);
    hub.unlisten(this.#id);
    letGo(this.#id);
  }

  /** Tells the hub. When it resolves it has been said, and whoever hears of it by other means finds it done. */
  protected tell(method: string, ...args: readonly unknown[]): Promise<void> {
    if (hub.error !== null) return Promise.reject(hub.error);
    this.introduce();
    hub.note(this.#id, method, ...args);
    return hub.congested ? hub.drained() : Promise.resolve();
  }
}

/** Makes the class known by which the objects of a kind are restored, in the process that they were sent to. */
export function registerShared(kind: string, handleClass: { readonly prototype: object; readonly name: string }): void {
  const construct = handleClass as new (restored: Restored) => object;
  registerHandle(kind, handleClass, (content) => restoreShared(content, construct));
}

/** The object that is in this process already, or a new handle on it. */
export function restoreShared<T extends object>(content: HandleContent, handleClass: new (restored: Restored) => T): T {
  const here = hub.listener(content[1]);
  if (here === undefined) return new handleClass(new Restored(content));
  if (isReferred()) count(content[1]);
  return here as T;
}

function count(id: number): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

/** What an object has to say to the hub before this process lets go of it, also when it is collected. */
const farewells = new Map<number, () => void>();

/** @param say Must not refer to the object. */
export function beforeLettingGo(id: number, say: () => void): void {
  farewells.set(id, say);
}

function letGo(id: number): void {
  if (hub.listener(id) !== undefined) return; // it has come again meanwhile
  farewells.get(id)?.();
  farewells.delete(id);
  hub.unlisten(id);
  const references = counts.get(id);
  if (!counts.delete(id)) return; // the hub has never heard of it
  hub.sendBehind(Op.note, id, 0, JSON.stringify(['drop', references])); // what is on its way may have it in itself
  hub.flushSoon();
}
