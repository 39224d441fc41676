import type { Child, Value } from './fields.ts';

/** How a kind of object is written, made and filled. */
export interface Kind<T extends object = never, Content = never> {
  readonly tag: string;
  /** An object with another prototype is written with its class. */
  readonly prototypes: readonly (object | null)[];
  /** Whether an instance of a derived class has own fields besides the content. */
  readonly fields: boolean;
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
