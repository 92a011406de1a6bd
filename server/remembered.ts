const MAX_TEXTS = 256;

/** A rule about a header in which most clients say the same: it is worked out once a text, for as many texts as may be held. */
export function remembered<T>(rule: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    if (!answers.has(text)) {
      if (answers.size === MAX_TEXTS) answers.clear();
      answers.set(text, rule(text));
    }
    return answers.get(text) as T;
  };
}
