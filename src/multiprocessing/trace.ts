/** Stack traces as people want to see them: the program's own frames are what one looks for. */
import { inspect } from 'node:util';
import { libraryFolder } from './libraryFolder.ts';

/** The error as Node prints it, without the frames of this library. */
export function trace(error: unknown): string {
  return withoutOurFrames(inspect(error));
}

/** And without Node's below those. */
export function withoutOurFrames(stack: string): string {
  const kept: string[] = [];
  let isBelow = false;
  for (const line of stack.split('\n')) {
    isBelow = /^\s+at /.test(line) && (line.includes(libraryFolder()) || (isBelow && line.includes('node:')));
    if (!isBelow) kept.push(line);
    else if (line.endsWith(' {')) kept.push(`${kept.pop() ?? ''} {`); // behind the last frame, the fields begin
  }
  return kept.join('\n');
}
