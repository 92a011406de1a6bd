/** The same value whenever it is asked for, made when it first is. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Maps each text once. In: the mapping, whose results nobody changes, and how many are kept; when there would be more, all are forgotten. */
export const memoizedText = <To>(map: (text: string) => To, most = 2_000): ((text: string) => To) => {
  const made = new Map<string, To>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined || made.has(text)) return known as To;
    if (made.size >= most) made.clear();
    const value = map(text);
    made.set(text, value);
    return value;
  };
};

/** Maps an object once: the same object gives the same result. For selects that several observers share. */
export const memoized = <From extends object, To>(map: (from: From) => To): ((from: From) => To) => {
  const made = new WeakMap<From, { value: To }>();
  return (from) => {
    const known = made.get(from) ?? { value: map(from) };
    made.set(from, known);
    return known.value;
  };
};

/** The same for a mapping that has to know of what the object is: one select for each such thing, of a name. */
export const memoizedBy = <From extends object, To>(
  map: (from: From, of: string) => To,
): ((of: string) => (from: From) => To) => {
  const selects = new Map<string, (from: From) => To>();
  return (of) => {
    const known = selects.get(of) ?? memoized((from: From) => map(from, of));
    selects.set(of, known);
    return known;
  };
};
