/** What went wrong, in a person's words: see describeFailure in api/core, which makes them. */
export type Problem = { title: string; message: string; canRetry: boolean };
