/** What every SyncManager can make. */
import { Dict } from './dictObject.ts';
import { DictProxy } from './dictProxy.ts';
import { List } from './listObject.ts';
import { ListProxy } from './listProxy.ts';
import { Namespace } from './namespaceObject.ts';
import { NamespaceProxy } from './namespaceProxy.ts';
import type { AnyClass, RegisteredType, Registry } from './registry.ts';

export const syncTypes = {
  dict: type(Dict, DictProxy),
  list: type(List, ListProxy),
  Namespace: type(Namespace, NamespaceProxy),
} satisfies Registry;

function type(callable: AnyClass, proxytype: AnyClass): RegisteredType {
  return { callable, proxytype, exposed: null, methodToTypeid: {} };
}
