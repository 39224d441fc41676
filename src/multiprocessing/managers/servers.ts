/** The servers of managers that this process knows, by their addresses. */
import { currentProcess } from '../currentProcess.ts';
import { addressText, type Address } from '../socketAddress.ts';
import { Link } from './link.ts';
import { References, type LocalServer, type ReferenceKeeper } from './references.ts';

export class KnownServer {
  readonly address: Address;
  readonly references = new References(() => this.keeper);
  /** null: that of this process. */
  #key: Uint8Array | null = null;
  /** The server itself, if it is in this process. */
  #here: LocalServer | null = null;
  #hereName: string | null = null;
  readonly link: Link;

  constructor(address: Address) {
    this.address = address;
    this.link = new Link(
      address,
      () => this.#effectiveKey,
      () => this.references.objects(),
    );
  }

  /** @throws AuthenticationError when the server has another key, also if this process is connected with the right one. */
  async connect(key: Uint8Array): Promise<void> {
    if (Buffer.compare(key, this.#effectiveKey) !== 0) {
      const other = new Link(
        this.address,
        () => key,
        () => [],
      );
      await other.connect();
      other.close();
      this.#key = key;
    }
    await this.link.connect();
  }

  get keeper(): ReferenceKeeper {
    return this.#here ?? this.link;
  }

  /** The key, where it is not that of this process. */
  get ownKey(): Uint8Array | null {
    return this.#key === null || Buffer.compare(this.#key, currentProcess().authkey) === 0 ? null : this.#key;
  }

  /** The server's name for itself; null where it is not known yet. */
  get name(): string | null {
    return this.link.serverName ?? this.#hereName;
  }

  /** The object itself, if it is in this process. */
  referentHere(object: number): object | undefined {
    return this.#here?.referent(object);
  }

  get #effectiveKey(): Uint8Array {
    return this.#key ?? currentProcess().authkey;
  }

  setKey(key: Uint8Array): void {
    this.#key = key;
  }

  /** The server itself is in this process. */
  setHere(server: LocalServer, name: string): void {
    this.#here = server;
    this.#hereName = name;
  }
}

const servers = new Map<string, KnownServer>();

/** @param name The server's name for itself: the address may be another's here. */
export function serverAt(address: Address, name: string | null = null): KnownServer {
  if (name !== null) for (const server of servers.values()) if (server.name === name) return server;
  const key = addressText(address);
  let server = servers.get(key);
  if (server === undefined) servers.set(key, (server = new KnownServer(address)));
  return server;
}
