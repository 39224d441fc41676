/** Whether two values of plain data, of one type, are the same. */
export function sameValue<T>(a: T, b: T): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  for (const key in b) if (!(key in a)) return false;
  for (const key in a) if (!sameValue(a[key], b[key])) return false;
  return true;
}
