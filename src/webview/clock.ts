/** The host's clock, which all times are of: the webview may run on another machine. Of a recording it stands still. */
class HostClock {
  #ahead = -Infinity;
  #stoppedAt: number | null = null;

  now(): number {
    return this.#stoppedAt ?? Date.now() + (Number.isFinite(this.#ahead) ? this.#ahead : 0);
  }

  get stopped(): boolean {
    return this.#stoppedAt !== null;
  }

  /** The host has said that it was then; messages take a while, so the one that took the least is nearest to it. */
  heard(at: number): void {
    this.#ahead = Math.max(this.#ahead, at - Date.now());
  }

  /** null goes on. */
  stop(at: number | null): void {
    this.#stoppedAt = at;
  }
}

export const clock = new HostClock();
