/** Where a server is and what proves that one was told so: `<socket path or pipe name>?token=<hex>`. */
export interface MonitorAddress {
  readonly path: string;
  readonly token: string;
}

export function formatMonitorAddress({ path, token }: MonitorAddress): string {
  return `${path}?token=${token}`;
}

/** null for what is no address. */
export function parseMonitorAddress(text: string): MonitorAddress | null {
  const match = /^(?<path>.+)\?token=(?<token>[\da-f]+)$/su.exec(text);
  const path = match?.groups?.['path'];
  const token = match?.groups?.['token'];
  return path === undefined || token === undefined ? null : { path, token };
}
