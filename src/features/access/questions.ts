import { accessLink } from './routes';
import type { Question } from './useQuestion';

/** How many questions are remembered, in memory alone. */
const REMEMBERED = 5;

let asked: readonly Question[] = [];

const parts = ({ person, group, project, space }: Question): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ person, group, project, space }).flatMap(([part, uuid]) => (uuid === null ? [] : [[part, uuid]])),
  );

/** Where a question is asked. */
export const questionLink = (question: Question): string => accessLink(parts(question));

/** What was asked about lately, the last first. */
export const recentQuestions = (): readonly Question[] => asked;

/** Notes down what is asked about; nothing where nothing is. */
export const rememberQuestion = (question: Question): void => {
  if (Object.keys(parts(question)).length === 0) return;
  const link = questionLink(question);
  asked = [question, ...asked.filter((other) => questionLink(other) !== link)].slice(0, REMEMBERED);
};
