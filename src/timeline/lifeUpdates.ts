import type { Life, LifeUpdate } from '../tree/life.ts';
import type { History } from './history.ts';

/** What turns the lives of `previous` into those of `next`: of each that differs, only what has come to it. */
export function lifeUpdates(previous: History | null, next: History): LifeUpdate[] {
  const before = previous?.lives.changesTo(next.lives);
  if (!before) return Array.from(next.lives.entries(), ([id, life]) => ({ id, kept: 0, ...life }));
  return Array.from(before, ([id, old]) => update(id, old, next.lives.get(id))).filter((found) => found !== null);
}

/** null for one that is gone: so is its row. */
function update(id: string, old: Life | undefined, life: Life | undefined): LifeUpdate | null {
  if (!life || life === old) return null;
  const { closed, open, marks } = life;
  let kept = 0;
  while (kept < closed.length && closed[kept] === old?.closed[kept]) kept++;
  return { id, kept, closed: closed.slice(kept), open, marks };
}

/** Lists of updates with about `most` spans each, so that none of them keeps its receiver busy for long. */
export function chunksOf(updates: readonly LifeUpdate[], most: number): LifeUpdate[][] {
  const chunks: LifeUpdate[][] = [];
  let room = 0;
  for (const one of updates) {
    if (room <= 0) {
      chunks.push([]);
      room = most;
    }
    chunks.at(-1)?.push(one);
    room -= one.closed.length + 1;
  }
  return chunks;
}
