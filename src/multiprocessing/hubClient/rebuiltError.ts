import * as errors from '../errors.ts';

/** The error that the hub has answered with. */
export function rebuiltError(payload: Buffer): Error {
  const [name, message] = JSON.parse(payload.toString()) as [string, string];
  const known = (errors as Readonly<Record<string, unknown>>)[name];
  return typeof known === 'function' ? new (known as ErrorConstructor)(message) : new errors.RuntimeError(message);
}
