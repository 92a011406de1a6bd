import { useMemo } from 'react';
import { Link } from '#/ui/Link';
import {
  type AccessChange,
  type AccessModel,
  describeSource,
  isCounting,
  type PathStep,
  previewChanges,
  type ProjectAccess,
  removalOf,
  type SpaceAccess,
  type StagedChange,
  writeStaged,
} from '#/access';
import { count, listOf } from '#/lib/text';
import styles from './access.module.css';
import { whatIfLink } from './routes';

type WithoutProps = { model: AccessModel; answer: ProjectAccess | SpaceAccess; name: string };

const LOST: Readonly<Record<string, string>> = {
  visible: 'sees the project no more',
  role: 'has a weaker role here',
  customRoles: 'loses the powers of a custom role',
  view: 'cannot open it any more',
  manage: 'cannot manage it any more',
  editDashboards: 'cannot edit dashboards in it any more',
  editCharts: 'cannot edit charts in it any more',
};

type Loss = { step: PathStep; change: AccessChange; loses: string[]; isOpen: boolean; others: number };

const canBeTried = (change: AccessChange): change is StagedChange =>
  change.kind !== 'memberAdded' && change.kind !== 'spaceDeleted';

/** The address at which somebody can try out what some changes lead to. */
const whatIf = (changes: readonly StagedChange[]): string =>
  whatIfLink(writeStaged(new URLSearchParams(), changes) ?? {});

/** What somebody would lose here if one source were gone, and how many others with them. */
const lossBy = (model: AccessModel, answer: ProjectAccess | SpaceAccess, step: PathStep): Loss | null => {
  const change = removalOf(step, answer);
  if (!change) return null;
  const { diff } = previewChanges(model, [change]);
  const here =
    'spaceUuid' in answer
      ? diff.spaces.filter(({ spaceUuid }) => spaceUuid === answer.spaceUuid)
      : diff.projects.filter(({ projectUuid }) => projectUuid === answer.projectUuid);
  const own = here.find(({ userUuid }) => userUuid === answer.userUuid);
  const loses: string[] = own?.loses ?? [];
  // Losing view includes losing everything else.
  const said = loses.includes('view') ? ['view'] : loses.includes('visible') ? ['visible'] : loses;
  return {
    step,
    change,
    loses: said.flatMap((each) => LOST[each] ?? []),
    isOpen: (own?.unknown.length ?? 0) > 0,
    // One place lists each person once.
    others: here.filter((each) => each.userUuid !== answer.userUuid && each.loses.length > 0).length,
  };
};

/** What somebody would lose without each of the sources that count, by the same rules, and the way to try that out. */
export const Without = ({ model, answer, name }: WithoutProps) => {
  const losses = useMemo(
    () =>
      answer.path
        .filter(isCounting)
        .flatMap((step) => lossBy(model, answer, step) ?? [])
        // What costs most comes first.
        .toSorted(
          (a, b) => b.loses.length - a.loses.length || Number(b.isOpen) - Number(a.isOpen) || b.others - a.others,
        ),
    [model, answer],
  );
  if (losses.length === 0) return null;
  return (
    <section aria-label="Without it" className={styles.without}>
      {losses.map(({ step, loses, isOpen, others }) => (
        <p key={describeSource(step)}>
          Without “<bdi>{describeSource(step)}</bdi>”, <bdi>{name}</bdi>{' '}
          {loses.length > 0 ? (
            <b>{listOf(loses)}</b>
          ) : isOpen ? (
            'may lose something, which is not known'
          ) : (
            'loses nothing here, because other sources give the same'
          )}
          {others > 0 &&
            (loses.length > 0
              ? `, and ${count(others, 'other person loses', 'others lose')} something here, too`
              : `; ${count(others, 'other person loses', 'others lose')} something here`)}
          .
        </p>
      ))}
      <p>
        These are the effects here. To see those everywhere,{' '}
        <Link className={styles.action} to={whatIf(losses.map(({ change }) => change).filter(canBeTried))}>
          {losses.length === 1 ? 'try out taking it away' : `try out taking all ${losses.length} away`}
        </Link>
        .
      </p>
    </section>
  );
};
