import { useSearchParams } from 'react-router';

const PARTS = ['person', 'group', 'project', 'space'] as const;
export type Part = (typeof PARTS)[number];

/** What is asked about: somebody, a place, or both. A group only without a person; a space may stand without its project. */
export type Question = Record<Part, string | null>;

/** Whether everything is asked about that somebody reaches: then the answer reads the whole organization, and the page nothing. */
export const isAboutAll = ({ person, group, project, space }: Question): boolean =>
  (person ?? group) !== null && project === null && space === null;

/** What else in the address belongs to the answer to another question, such as its search. */
const ofAnswer = (name: string): boolean => !(PARTS as readonly string[]).includes(name);

/**
 * The question as the address asks it, and how to ask another. A person takes the place of a group and the other way round;
 * another project drops the space.
 */
export const useQuestion = () => {
  const [params, setParams] = useSearchParams();
  const read = (part: Part) => params.get(part) || null;
  const person = read('person');
  const question: Question = {
    person,
    group: person ? null : read('group'),
    project: read('project'),
    space: read('space'),
  };
  const ask = (changed: Partial<Question>, options: { replace?: boolean } = {}) => {
    const next: Question = {
      ...question,
      ...(changed.person && { group: null }),
      ...(changed.group && { person: null }),
      ...('project' in changed && { space: null }),
      ...changed,
    };
    const kept = options.replace ? [...params].filter(([name]) => ofAnswer(name)) : [];
    setParams(
      [...PARTS.flatMap((part) => (next[part] ? [[part, next[part]] as [string, string]] : [])), ...kept],
      options,
    );
  };
  return { question, ask };
};
