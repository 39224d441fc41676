/** A process as the operating system knows it. */
export interface SystemProcess {
  readonly pid: number;
  /** Of its parent; when that has ended, of whoever took it over. */
  readonly ppid: number;
  /** The executable's name, perhaps cut short. */
  readonly name: string;
  /** Milliseconds since the epoch, to about a second. */
  readonly startedAt: number;
  /** Processor time since its start in milliseconds; or, where the system says only that, percent of one core lately. */
  readonly cpu: { readonly ms: number } | { readonly percent: number };
  /** Resident memory in bytes. */
  readonly memory: number;
  /** null where it has to be asked for: `readCommandLine`. */
  readonly commandLine: string | null;
}
