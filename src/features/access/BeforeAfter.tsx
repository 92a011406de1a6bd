import type { AccessModel, AccessNames, ChangePreview } from '#/access';
import { PROJECT_ROLES, roleName, roleRank } from '#/domain/roles';
import { grouped } from '#/lib/text';
import { StackedBar, type BarPart } from '#/ui/StackedBar';
import styles from './WhatIf.module.css';

/** So many places are drawn: those in which most people are concerned. */
const SHOWN = 3;
const TONES = [1, 2, 3, 4, 5, 6] as const;

type Place = { projectUuid: string } | { spaceUuid: string };

const POWERS = ['Manage it', 'Edit content', 'View only'] as const;

/** How many people have each role in a project, or may do what at most in a space; of whom it is not known is not counted. */
const countIn = (model: AccessModel, place: Place): ReadonlyMap<string, number> => {
  const names =
    'projectUuid' in place
      ? model
          .decideAll(place)
          .flatMap(({ visible, role }) =>
            visible !== true || role === 'unknown' ? [] : [role === null ? 'Custom role' : roleName(role)],
          )
      : model
          .decideAll(place)
          .flatMap(({ view, manage, editDashboards, editCharts }) =>
            manage === true
              ? [POWERS[0]]
              : editDashboards === true || editCharts === true
                ? [POWERS[1]]
                : view === true
                  ? [POWERS[2]]
                  : [],
          );
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** The highest first, which is drawn most strongly. */
const ROLES = [...PROJECT_ROLES.toSorted((a, b) => roleRank(b) - roleRank(a)).map(roleName), 'Custom role'];

const partsOf = (place: Place, counts: ReadonlyMap<string, number>): BarPart[] =>
  ('projectUuid' in place ? ROLES : [...POWERS]).map((name, i) => ({
    key: name,
    name,
    size: counts.get(name) ?? 0,
    tone: TONES[Math.min(i, TONES.length - 1)] ?? 6,
  }));

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, n) => total + n, 0);

type BeforeAfterProps = { before: AccessModel; preview: ChangePreview; names: AccessNames };

/** Who has which role in the places most concerned, now and then, as bars of one scale. */
export const BeforeAfter = ({ before, preview: { after, diff }, names }: BeforeAfterProps) => {
  const concerned = new Map<string, { place: Place; people: number }>();
  const add = (key: string, place: Place) =>
    concerned.set(key, { place, people: (concerned.get(key)?.people ?? 0) + 1 });
  for (const { projectUuid } of diff.projects) add(projectUuid, { projectUuid });
  // A space of a project that is drawn says no more than that.
  if (concerned.size === 0) for (const { spaceUuid } of diff.spaces) add(spaceUuid, { spaceUuid });
  const places = [...concerned.values()].toSorted((a, b) => b.people - a.people).slice(0, SHOWN);
  return places.map(({ place }) => {
    const [now, then] = [countIn(before, place), countIn(after, place)];
    const whole = Math.max(sum(now), sum(then), 1);
    const name = 'projectUuid' in place ? names.project(place.projectUuid) : names.space(place.spaceUuid);
    return (
      <section key={name} className={styles.beforeAfter} aria-label={`${name}, before and after`}>
        <h3>
          <bdi>{name}</bdi> <span>{'projectUuid' in place ? 'project' : 'space'}</span>
        </h3>
        {(
          [
            ['Before', now],
            ['After', then],
          ] as const
        ).map(([when, counts]) => (
          <div key={when}>
            <span>
              {when} <b>{grouped(sum(counts))}</b>
            </span>
            <StackedBar label={`${name}, ${when.toLowerCase()}`} parts={partsOf(place, counts)} whole={whole} />
          </div>
        ))}
      </section>
    );
  });
};
