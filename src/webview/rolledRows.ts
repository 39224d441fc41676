import { groupOf, groupRow, type RowGroup } from '../tree/groupRow.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { isGroupId, RollUp, type RolledUp } from '../tree/rollUp.ts';
import type { FlatRows } from './flatRows.ts';
import type { RowChange } from './rowStore.ts';

/** More that are open are of groups long gone. */
const MOST_OPENED = 200;

/** The rows that are shown as one, and which of them the user has opened. */
export class RolledRows {
  #rollUp = new RollUp();
  readonly #rows: () => ReadonlyMap<string, ProcessRow>;
  readonly #opened: Set<string>;
  #groups = new Map<string, RolledUp>();
  #groupOf = new Map<string, RolledUp>();
  /** From so many rows on; 0: never; null until it is known. */
  #least: number | null = null;

  /**
   * @param rows All that there are.
   * @param opened Ids of those groups that were open before.
   */
  constructor(rows: () => ReadonlyMap<string, ProcessRow>, opened: Iterable<string>) {
    this.#rows = rows;
    this.#opened = new Set(opened);
  }

  get least(): number {
    return this.#least ?? 0;
  }

  /** Whether a row is a group's that there may be as soon as it is known which there are. */
  isAwaited(id: string): boolean {
    return this.#least === null && isGroupId(id);
  }

  set least(least: number) {
    this.#least = least;
    this.#rollUp = new RollUp();
    for (const row of this.#rows().values()) this.#rollUp.note(row, 0);
  }

  /** @param isOld They were so before anybody looked. @returns Whether one of them must be seen by itself now. */
  note(changes: readonly RowChange[], isOld: boolean): boolean {
    const since = isOld ? 0 : Date.now();
    return changes.filter(({ after }) => this.#rollUp.note(after, since)).length > 0;
  }

  /** Whether there is something to decide now. */
  isDue(now: number): boolean {
    return this.least > 0 && this.#rollUp.dueAt !== null && this.#rollUp.dueAt <= now;
  }

  /** Whether there will be. */
  get willBeDue(): boolean {
    return this.least > 0 && this.#rollUp.dueAt !== null;
  }

  /** @param keep Rows that the user is at. */
  regroup(keep: ReadonlySet<string>): void {
    const options = { least: this.least, keep, opened: this.#opened, now: Date.now() };
    this.#set(this.#rollUp.group([...this.#rows().values()], options));
  }

  /** Leaves out what must be seen, or is gone. */
  prune(): void {
    if (this.#groups.size > 0) this.#set(this.#rollUp.prune([...this.#rows().values()], this.least));
  }

  get groups(): readonly RolledUp[] {
    return [...this.#groups.values()];
  }

  get opened(): ReadonlySet<string> {
    return this.#opened;
  }

  /** Those to be open the next time; newest last. */
  get openedToKeep(): string[] {
    return [...this.#opened].slice(-MOST_OPENED);
  }

  /** Of a group; undefined of a process. */
  row(id: string): ProcessRow | undefined {
    const [rolled, group] = [this.#groups.get(id), this.group(id)];
    return rolled && group && groupRow(rolled, group);
  }

  group(id: string): RowGroup | undefined {
    const rolled = this.#groups.get(id);
    return rolled && groupOf(rolled, this.#members(rolled));
  }

  /** The processes that rows stand for. */
  expand(ids: readonly string[]): readonly string[] {
    if (this.#groups.size === 0) return ids;
    return [...new Set(ids.flatMap((id) => this.#groups.get(id)?.members ?? [id]))];
  }

  /** @returns Whether it is a group's row. */
  setOpen(id: string, open: boolean): boolean {
    if (!this.#groups.has(id)) return false;
    if (open) this.#opened.add(id);
    else this.#opened.delete(id);
    return true;
  }

  /** Opens the group that a process is in. */
  openOf(id: string): void {
    const group = this.#groupOf.get(id);
    if (group) this.#opened.add(group.id);
  }

  /** The id of the group that a process is in. */
  groupOf(id: string): string | null {
    return this.#groupOf.get(id)?.id ?? null;
  }

  closeAll(): void {
    this.#opened.clear();
  }

  /** Says anew what the rows of groups say, after some of their members have changed. */
  refresh(changed: readonly ProcessRow[], flat: FlatRows): void {
    const groups = new Set(changed.map(({ id }) => this.#groupOf.get(id)).filter((group) => group !== undefined));
    for (const group of groups) {
      const about = groupOf(group, this.#members(group));
      flat.replace(groupRow(group, about), about);
    }
  }

  #members({ members }: RolledUp): ProcessRow[] {
    const rows = this.#rows();
    return members.map((id) => rows.get(id)).filter((row) => row !== undefined);
  }

  #set(groups: readonly RolledUp[]): void {
    this.#groups = new Map(groups.map((group) => [group.id, group]));
    this.#groupOf = new Map(groups.flatMap((group) => group.members.map((id) => [id, group] as const)));
  }
}
