/**
 * What a log may say of an error: the innermost cause, and where it happened. Never the message of a failed query, which repeats
 * the statement with its parameters: addresses, hashes of passwords, tokens.
 */
export function reportOf(error: Error): string {
  let root = error;
  while (root.cause instanceof Error) root = root.cause;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const message = root.message.startsWith('Failed query') ? 'a query failed' : root.message;
  return [`${root.name}: ${message}`, ...frames].join('\n');
}
