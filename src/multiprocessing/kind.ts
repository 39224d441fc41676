import type { Child, Value } from './fields.ts';

/** How a kind of object is written, made and filled. */
export interface Kind<T extends object = never, Content = never> {
  readonly tag: string;
  /** An object with another prototype is written with its class. */
  readonly prototypes: readonly (object | null)[];
  /** Which have own fields besides the content: none, the instances of derived classes, or all. */
  readonly fields: 'none' | 'derived' | 'all';
  /** The names of those fields; default: of all that are enumerable. */
  readonly fieldsOf?: (value: T) => readonly string[];
  write(value: T, child: Child): unknown;
  make(content: Content): object;
  fill?(value: T, content: Content, value_: Value): void;
}

export interface Refused {
  /** Completes "it is …". */
  readonly refused: string;
}

export function defineKind<T extends object, Content>(kind: Kind<T, Content>): Kind {
  return kind;
}
