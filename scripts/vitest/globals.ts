type Globals = Record<PropertyKey, PropertyDescriptor>;

export const globalsNow = (): Globals => Object.getOwnPropertyDescriptors(globalThis);

/** What has been added, taken away or replaced. Node puts some globals in place when they are first asked for: no change. */
export function changedGlobals(before: Globals, after = globalsNow()): PropertyKey[] {
  const isOther = (name: PropertyKey) => {
    const [was, is] = [before[name], after[name]];
    if (!was || !is) return true;
    return was.get ? was.get !== is.get && was.get.call(globalThis) !== is.value : !Object.is(was.value, is.value);
  };
  return [...new Set([...Reflect.ownKeys(before), ...Reflect.ownKeys(after)])].filter(isOther);
}

export function restoreGlobals(before: Globals): void {
  for (const name of changedGlobals(before)) Reflect.deleteProperty(globalThis, name);
  Object.defineProperties(globalThis, before);
}
