/** What a program printed, without what differs between Python and this library by design. */

export interface Printed {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export function normalised({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Printed {
  return { stdout: lines(spelledAlike(stdout)), stderr: lines(withoutFrames(spelledAlike(stderr))) };
}

/** Process ids are free; Python's True, False, None are true, false, null, in what programs print. */
function spelledAlike(text: string): string {
  return text
    .replaceAll(/\b(pid|parent)=\d+/g, '$1=…')
    .replaceAll(/\bTrue\b/g, 'true')
    .replaceAll(/\bFalse\b/g, 'false')
    .replaceAll(/\bNone\b/g, 'null');
}

/**
 * Of a trace: what failed and the message. Python has the message last and the frames indented between, Node has it
 * first; Python's Exception is JavaScript's Error.
 */
function withoutFrames(text: string): string {
  return text
    .replaceAll(/^(?:Traceback \(most recent call last\):| {2,}.*)\n/gm, '')
    .replaceAll(/^Exception: /gm, 'Error: ');
}

function lines(text: string): string[] {
  return text === '' ? [] : text.trimEnd().split(/\r?\n/);
}
