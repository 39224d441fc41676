/** Arrays of nothing but what JSON keeps: most lists of arguments are. They are written and read without looking twice. */

export function isFlatArray(value: unknown): value is unknown[] {
  if (!Array.isArray(value) || Object.getPrototypeOf(value) !== Array.prototype) return false;
  for (let i = 0; i < value.length; i++) if (!isKept(value[i])) return false; // holes, too, are undefined here
  return true;
}

/** Of the content of an array's node: whether it stands for itself, all of it. */
export function isFlatContent(content: unknown): content is unknown[] {
  return Array.isArray(content) && content.every((item) => typeof item !== 'object' || item === null);
}

function isKept(item: unknown): boolean {
  if (typeof item === 'number') return Number.isFinite(item) && !Object.is(item, -0);
  return typeof item === 'string' || typeof item === 'boolean' || item === null;
}
