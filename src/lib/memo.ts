/** Maps an object once: the same object gives the same result. For selects that several observers share. */
export const memoized = <From extends object, To>(map: (from: From) => To): ((from: From) => To) => {
  const made = new WeakMap<From, { value: To }>();
  return (from) => {
    const known = made.get(from) ?? { value: map(from) };
    made.set(from, known);
    return known.value;
  };
};
