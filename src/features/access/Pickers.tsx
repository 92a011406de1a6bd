import { useMemo, useState, type ReactNode } from 'react';
import { useGroups } from '#/data/groups';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { useAllSpaces, useSpaces } from '#/data/spaces';
import { placeSpaces } from '#/domain/spaces';
import { count } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import styles from './Pickers.module.css';
import { spacePath } from '#/access';
import { isAboutAll, type Part, type Question } from './useQuestion';

type Ask = (changed: Partial<Question>) => void;

type FieldProps = { part: Part; value: string | null; onClear: () => void; children: ReactNode };

const Field = ({ part, value, onClear, children }: FieldProps) => (
  <div className={styles.field}>
    {children}
    {value !== null && (
      <button type="button" className={styles.clear} aria-label={`Clear the ${part}`} onClick={onClear}>
        Clear
      </button>
    )}
  </div>
);

const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);

/** What was chosen but is in no list, so that the field does not look empty. */
const withChosen = <Option extends { value: string; label: string }>(
  options: readonly Option[] | undefined,
  value: string | null,
  what: string,
) => {
  if (value === null || options?.some((option) => option.value === value)) return options ?? [];
  return [{ value, label: options ? `A ${what} that is not listed` : '…' }, ...(options ?? [])];
};

/** The spaces to choose from: those of the project that was chosen, else of all, which are read when the field is opened. */
const SpacePicker = ({ question: { project, space }, ask }: { question: Question; ask: Ask }) => {
  const [isWanted, setWanted] = useState(false);
  const { data: projects } = useProjects(false);
  const all = useAllSpaces(isWanted && project === null);
  const one = useSpaces(project, { enabled: project !== null && (isWanted || space !== null) });
  const spaces = project === null ? all.spaces : one.data;
  const isReading = isWanted && (project === null ? !all.done && !all.error : one.isPending);
  const placed = useMemo(() => placeSpaces(spaces ?? [], projects ?? []), [spaces, projects]);
  const options = useMemo(
    () =>
      placed.map((each) => ({
        value: each.uuid,
        label: project === null ? `${spacePath(each)} · ${each.projectName}` : spacePath(each),
      })),
    [placed, project],
  );
  const failed = project === null ? all.failed > 0 || all.error !== null : one.isError;
  const hint = isReading
    ? `Reading, ${count(options.length, 'space', 'spaces')} so far`
    : failed
      ? 'Not all spaces could be read.'
      : undefined;
  return (
    <div onFocus={() => setWanted(true)}>
      <Picker
        label="Space"
        placeholder={project === null ? 'Any space' : 'Any space of the project'}
        {...(hint !== undefined && { hint })}
        options={withChosen(spaces && options, space, 'space')}
        value={space}
        onChange={(chosen) =>
          chosen && ask({ project: placed.find(({ uuid }) => uuid === chosen)?.projectUuid ?? project, space: chosen })
        }
      />
    </div>
  );
};

/** Somebody and a place to ask about, to be chosen in any order. Loaded after the page, because its fields are heavy. */
export const Pickers = ({ question, ask }: { question: Question; ask: Ask }) => {
  const isOwn = !isAboutAll(question);
  const { data: everybody } = useMembers(isOwn);
  const { data: groups } = useGroups(isOwn);
  const { data: projects } = useProjects(isOwn);
  const people = useMemo(
    () =>
      everybody?.members
        .map(({ userUuid, name, email }) => ({ value: userUuid, label: name === email ? email : `${name} · ${email}` }))
        .toSorted(byLabel),
    [everybody],
  );
  const ofGroups = useMemo(
    () => groups && [...groups.values()].map(({ uuid, name }) => ({ value: uuid, label: name })),
    [groups],
  );
  const ofProjects = useMemo(
    () => projects?.map(({ uuid, name }) => ({ value: uuid, label: name })).toSorted(byLabel),
    [projects],
  );
  const { person, group, project, space } = question;
  return (
    <div className={styles.pickers}>
      <div className={styles.side} role="group" aria-label="Who">
        <Field part="person" value={person} onClear={() => ask({ person: null })}>
          <Picker
            label="Person"
            placeholder="Anybody"
            options={withChosen(people, person, 'person')}
            value={person}
            onChange={(chosen) => chosen && ask({ person: chosen })}
          />
        </Field>
        <Field part="group" value={group} onClear={() => ask({ group: null })}>
          <Picker
            label="Group"
            placeholder="Any group"
            options={withChosen(ofGroups, group, 'group')}
            value={group}
            onChange={(chosen) => chosen && ask({ group: chosen })}
          />
        </Field>
      </div>
      <div className={styles.side} role="group" aria-label="Where">
        <Field part="project" value={project} onClear={() => ask({ project: null })}>
          <Picker
            label="Project"
            placeholder="Any project"
            options={withChosen(ofProjects, project, 'project')}
            value={project}
            onChange={(chosen) => chosen && ask({ project: chosen })}
          />
        </Field>
        <Field part="space" value={space} onClear={() => ask({ space: null })}>
          <SpacePicker question={question} ask={ask} />
        </Field>
      </div>
    </div>
  );
};
