import type { OutputMessage, ProcessMessage } from './protocol.ts';

/** Which agent may speak of which process: each of itself and of the children it has announced. */
export class Ownership {
  readonly #parents = new Map<string, string>();
  readonly #children = new Map<string, Set<string>>();

  /** @returns Why `agentId` may not say it, as a sentence; null when it may. */
  objection(agentId: string, message: ProcessMessage | OutputMessage): string | null {
    if (message.type === 'started') return this.#adopt(agentId, message.id, message.parentId);
    if (isOwnAffair(message) && message.id !== agentId) return `only ${message.id} itself can tell what it does`;
    if (message.id === agentId || this.#parents.get(message.id) === agentId) return null;
    return `${message.id} is no child of it`;
  }

  owns(agentId: string, id: string): boolean {
    return this.#parents.get(id) === agentId;
  }

  /** The agent is gone; when it comes back, it announces its children again. */
  release(agentId: string): void {
    for (const id of this.#children.get(agentId) ?? []) this.#parents.delete(id);
    this.#children.delete(agentId);
  }

  #adopt(agentId: string, id: string, parentId: string): string | null {
    if (parentId !== agentId || id === agentId) return `it cannot announce ${id} as a child of ${parentId}`;
    const parent = this.#parents.get(id);
    if (parent !== undefined && parent !== agentId) return `${id} is a child of ${parent}`;
    this.#parents.set(id, agentId);
    const children = this.#children.get(agentId) ?? new Set();
    this.#children.set(agentId, children.add(id));
    return null;
  }
}

function isOwnAffair({ type }: ProcessMessage | OutputMessage): boolean {
  return type === 'waiting' || type === 'resumed' || type === 'objects' || type === 'output' || type === 'pools';
}
