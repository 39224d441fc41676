/**
 * `code` with `map` (JSON) at its end; `insertedLine` (from 0) is a line of `code` that came after the map was made, so
 * the map gets an empty one there.
 */
export function appendSourceMap(code: string, map: string, insertedLine?: number): string {
  const parsed = JSON.parse(map) as { mappings: string };
  if (insertedLine !== undefined) {
    const lines = parsed.mappings.split(';');
    lines.splice(insertedLine, 0, '');
    parsed.mappings = lines.join(';');
  }
  const encoded = Buffer.from(JSON.stringify(parsed)).toString('base64');
  return `${code}\n//# ${MAP_COMMENT}=data:application/json;base64,${encoded}\n`;
}

/** In two parts, lest something takes this line for a map of its own file. */
const MAP_COMMENT = ['sourceMapping', 'URL'].join('');
