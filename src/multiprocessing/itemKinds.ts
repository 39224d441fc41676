/** The first byte of an item: what its content is. */

export const JSON_TEXT = 0;
export const INT32 = 1;
export const DOUBLE = 2;
export const LATIN1 = 3;
export const UTF8 = 4;
export const BYTES = 5;
export const BUFFER = 6;
/** `u8 kind · f64 segment · f64 offset · f64 length`: the content is in shared memory. */
export const STORED = 7;
export const INTS = 8;
export const DOUBLES = 9;
export const PLAIN_JSON = 10;
export const BYTES_ARRAY = 11;

/** Items of bytes need no copy of a content that is alone in its memory. */
export const isBytes = (kind: number): boolean => kind === BYTES || kind === BUFFER;
