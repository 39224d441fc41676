/** What carries the messages of a Connection: the hub, or a socket. */
export interface Channel {
  /** Serializes the item at once. Resolves when it has left this process and the other side keeps up. */
  send(item: unknown, signal?: AbortSignal): Promise<void>;
  /** The next message; waits for one. @throws EOFError when there is none and none can come. */
  receive(signal?: AbortSignal): Promise<unknown>;
  /** Whether `receive` would not wait. @param timeout How long to wait for that, in seconds; null: for ever. */
  poll(timeout: number | null, signal?: AbortSignal): Promise<boolean>;
  /** What waits is rejected with `handleClosed()`. */
  close(): void;
  /** As the connection is shown: `<Connection jobs>`. */
  toString(): string;
}
