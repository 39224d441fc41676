/** A Connection over a socket, as `Client()` and `Listener.accept()` make it. */
import { Connection } from './connection.ts';
import { staysHere } from './hiddenState.ts';
import type { SocketChannel } from './socketChannel.ts';

const collected = new FinalizationRegistry<SocketChannel>((channel) => channel.forget());

export class SocketConnection<T = unknown> extends Connection<T> {
  /** @internal */
  readonly channel!: SocketChannel;

  constructor(channel: SocketChannel) {
    super(channel, { readable: true, writable: true });
    Object.defineProperty(this, 'channel', { value: channel }); // not to be shown
    collected.register(this, channel, this);
  }

  /** @internal */
  get [staysHere](): string {
    return 'a connection over a socket (a Pipe could be sent)';
  }

  override close(): void {
    collected.unregister(this);
    super.close();
  }
}
Object.defineProperty(SocketConnection, 'name', { value: Connection.name });
