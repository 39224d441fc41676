import { kinOf, lookOf, mayHide, stemOf } from './likeness.ts';
import type { ProcessRow } from './processRow.ts';

/** Siblings that are alike, to be shown as one row. */
export interface RolledUp {
  readonly id: string;
  readonly parentId: string | null;
  /** What their names have in common. */
  readonly stem: string;
  /** Ids, in the order of the rows. */
  readonly members: readonly string[];
}

export interface RollUpOptions {
  /** From so many on; 0: never. */
  readonly least: number;
  /** Rows that the user is at: they are not hidden. */
  readonly keep: ReadonlySet<string>;
  /** Ids of groups whose members are seen all the same. */
  readonly opened: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Rows are alike when they have been so for that long: what alternates faster stays as it is. In milliseconds. */
export const SETTLED_MS = 3000;
/** A row that has left its group must be alike for longer each time, until this. */
const MOST_MS = 60_000;

interface Seen {
  /** What rows that are alike have in common. */
  readonly look: string;
  readonly since: number;
  /** How often it has left a group. */
  readonly left: number;
}

interface Group {
  readonly id: string;
  readonly kin: string;
  look: string;
  members: Set<string>;
}

interface Alike {
  readonly kin: string;
  readonly look: string;
  readonly rows: ProcessRow[];
}

/**
 * Which rows are shown as one. Groups last: a member that is otherwise for a moment stays, a group whose members change
 * together changes with them, and one that shrinks stays for a while. What needs to be seen leaves at once.
 */
export class RollUp {
  readonly #seen = new Map<string, Seen>();
  readonly #groupOf = new Map<string, Group>();
  #groups: Group[] = [];
  #dueAt: number | null = null;

  /**
   * A row has come or changed.
   * @param since When it became what it is; rows that were there before anybody looked are settled.
   * @returns Whether it must be seen by itself now, and is not.
   */
  note(row: ProcessRow, since: number): boolean {
    const look = lookOf(row);
    const before = this.#seen.get(row.id);
    if (before?.look !== look) {
      this.#seen.set(row.id, { look, since, left: before?.left ?? 0 });
      this.#dueAt = Math.min(this.#dueAt ?? Infinity, since + SETTLED_MS);
    }
    return this.#groupOf.has(row.id) && !mayHide(row);
  }

  /** Decides anew, for rows that have all been noted. @param rows In the order of the tree. */
  group(rows: readonly ProcessRow[], options: RollUpOptions): RolledUp[] {
    const { least, now } = options;
    const candidates = this.#drop(rows, least);
    for (const group of this.#groups) this.#settle(group, now);
    const single = candidates.filter(({ id }) => !this.#groupOf.has(id));
    this.#join(single, options);
    this.#dissolve(Math.ceil(least / 2));
    this.#dueAt = this.#nextDue(candidates, now);
    return this.#result(candidates);
  }

  /** Only leaves out what must be seen, or is gone. */
  prune(rows: readonly ProcessRow[], least: number): RolledUp[] {
    const candidates = this.#drop(rows, least);
    this.#dissolve(2);
    return this.#result(candidates);
  }

  /** When there may be something to decide, in milliseconds since the epoch; null: not before a row changes. */
  get dueAt(): number | null {
    return this.#dueAt;
  }

  #drop(rows: readonly ProcessRow[], least: number): ProcessRow[] {
    const parents = new Set(rows.map(({ parentId }) => parentId));
    const candidates = least > 0 ? rows.filter((row) => mayHide(row) && !parents.has(row.id)) : [];
    this.#forget(rows);
    this.#dropMembers(new Set(candidates.map(({ id }) => id)));
    return candidates;
  }

  #forget(rows: readonly ProcessRow[]): void {
    const present = new Set(rows.map(({ id }) => id));
    for (const id of this.#seen.keys()) if (!present.has(id)) this.#seen.delete(id);
  }

  #dropMembers(able: ReadonlySet<string>): void {
    for (const group of this.#groups) for (const id of group.members) if (!able.has(id)) this.#leave(group, id);
  }

  /** Those that have become something else for good leave, unless most have become the same. */
  #settle(group: Group, now: number): void {
    const settled = [...group.members].filter((id) => this.#isSettled(id, SETTLED_MS, now));
    const [look, most] = mostFrequent(settled.map((id) => this.#seen.get(id)?.look ?? ''));
    if (most * 2 > group.members.size) group.look = look;
    for (const id of settled) {
      if (this.#seen.get(id)?.look === group.look) continue;
      this.#leave(group, id);
    }
  }

  #join(rows: readonly ProcessRow[], { least, keep, opened, now }: RollUpOptions): void {
    for (const { kin, look, rows: alike } of this.#alike(rows, now)) {
      const group = this.#groups.find((one) => one.kin === kin && one.look === look);
      const id = group?.id ?? this.#freeId(kin);
      const some = opened.has(id) ? alike : alike.filter((row) => !keep.has(row.id));
      if (group || some.length >= least) this.#enter(group ?? this.#make(id, kin, look), some);
    }
  }

  #alike(rows: readonly ProcessRow[], now: number): Iterable<Alike> {
    const found = new Map<string, Alike>();
    for (const row of rows) {
      if (!this.#isSettled(row.id, this.#patience(row.id), now)) continue;
      const [kin, look] = [kinOf(row), this.#seen.get(row.id)?.look ?? ''];
      const some = found.get(`${kin} ${look}`) ?? { kin, look, rows: [] };
      some.rows.push(row);
      found.set(`${kin} ${look}`, some);
    }
    return found.values();
  }

  /** The same for the same workers, in another view of them, too: what the user has opened and selected is kept by it. */
  #freeId(kin: string): string {
    const taken = new Set(this.#groups.map(({ id }) => id));
    let number = 1;
    while (taken.has(groupId(number, kin))) number++;
    return groupId(number, kin);
  }

  #make(id: string, kin: string, look: string): Group {
    const group = { id, kin, look, members: new Set<string>() };
    this.#groups.push(group);
    return group;
  }

  #enter(group: Group, rows: readonly ProcessRow[]): void {
    for (const { id } of rows) {
      group.members.add(id);
      this.#groupOf.set(id, group);
    }
  }

  #leave(group: Group, id: string): void {
    group.members.delete(id);
    this.#groupOf.delete(id);
    const seen = this.#seen.get(id);
    if (seen) this.#seen.set(id, { ...seen, left: seen.left + 1 });
  }

  #dissolve(least: number): void {
    this.#groups = this.#groups.filter((group) => {
      const stays = group.members.size >= Math.max(2, least);
      if (!stays) for (const id of group.members) this.#leave(group, id);
      return stays;
    });
  }

  /** How long a row that is in no group has to be alike. */
  #patience(id: string): number {
    return Math.min(SETTLED_MS * 2 ** (this.#seen.get(id)?.left ?? 0), MOST_MS);
  }

  #nextDue(rows: readonly ProcessRow[], now: number): number | null {
    let next: number | null = null;
    for (const { id } of rows) {
      const due = (this.#seen.get(id)?.since ?? now) + (this.#groupOf.has(id) ? SETTLED_MS : this.#patience(id));
      if (due > now && (next === null || due < next)) next = due;
    }
    return next;
  }

  #isSettled(id: string, ms: number, now: number): boolean {
    return now - (this.#seen.get(id)?.since ?? now) >= ms;
  }

  #result(rows: readonly ProcessRow[]): RolledUp[] {
    const found = new Map<Group, RolledUp & { readonly members: string[] }>();
    for (const { id, parentId, name } of rows) {
      const group = this.#groupOf.get(id);
      if (!group) continue;
      const rolled = found.get(group) ?? { id: group.id, parentId, stem: stemOf(name), members: [] };
      rolled.members.push(id);
      found.set(group, rolled);
    }
    return [...found.values()];
  }
}

const GROUP = 'group ';

function groupId(number: number, kin: string): string {
  return `${GROUP}${number} ${kin}`;
}

/** Whether an id is that of a group, not of a process. */
export function isGroupId(id: string): boolean {
  return id.startsWith(GROUP);
}

function mostFrequent(looks: readonly string[]): readonly [look: string, count: number] {
  const counts = new Map<string, number>();
  for (const look of looks) counts.set(look, (counts.get(look) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), ['', 0]);
}
