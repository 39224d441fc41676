/** Whether a hook was called for a `require`, by the conditions it was given: Node 22.15 gives them as a set. */
export function isRequire(conditions: Iterable<string>): boolean {
  return new Set(conditions).has('require');
}
