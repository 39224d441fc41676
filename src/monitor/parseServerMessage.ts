import { id, integer, number, orNull, parseLine, text, type Fields, type Parsed } from './fields.ts';
import type { Action, ServerMessage } from './protocol.ts';

const ACTIONS: readonly Action[] = ['terminate', 'kill', 'interrupt', 'join', 'inspect', 'uninspect'];

/** A line of a server's. A command with an action that is not known here has an unknown type. */
export function parseServerMessage(line: string): Parsed<ServerMessage> {
  return parseLine(line, parse);
}

function parse(type: string, fields: Fields): ServerMessage | null {
  switch (type) {
    case 'welcome':
      return { type, version: integer(fields, 'version') };
    case 'refused':
      return { type, reason: text(fields, 'reason') };
    case 'cancel':
      return { type, seq: integer(fields, 'seq') };
    case 'command': {
      const action = ACTIONS.find((known) => known === fields['action']);
      if (action === undefined) return null;
      const timeout = orNull(fields, 'timeout', number);
      return { type, seq: integer(fields, 'seq'), action, id: id(fields), timeout };
    }
    default:
      return null;
  }
}
