/** The descriptor of one of Node's sockets, to write or read past its stream; −1 when it is closed, and on Windows. */
export function descriptorOf(socket: object): number {
  return (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd ?? -1;
}
