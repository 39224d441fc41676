import { KeyError } from '../errors.ts';

/** An object that a proxy stands for is not in the server. */
export class MissingObject extends KeyError {
  /** @param isAnotherServer Whether the server is another one than the proxy was made with. */
  constructor(method: string, isAnotherServer: boolean) {
    const why = isAnotherServer
      ? 'the server has been started anew since, and its objects with it'
      : 'every proxy of the object had been let go of';
    super(`the object of which ${method}() was called is not in the manager's server: ${why}`);
  }
}
Object.defineProperty(MissingObject, 'name', { value: KeyError.name });
