import {
  type AccessNames,
  type AccessSnapshot,
  isUnlisted,
  presentOf,
  type StagedChange,
  stagedInWords,
  wantedBy,
  writeChange,
} from '#/access';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import styles from './WhatIf.module.css';

type WhatIfStagedProps = {
  snapshot: AccessSnapshot;
  staged: readonly StagedChange[];
  names: AccessNames;
  isInMemory: boolean;
  onUndo: (change: StagedChange) => void;
};

/** The staged changes, each from what is to what would be, and each to be taken back. */
export const WhatIfStaged = ({ snapshot, staged, names, isInMemory, onUndo }: WhatIfStagedProps) => (
  <section className={styles.section} aria-labelledby="staged-changes">
    <h2 id="staged-changes">Staged changes</h2>
    {isInMemory && (
      <p className={styles.soft}>
        There are too many for the address, so a link does not hold them, and they are gone when you leave this page.
      </p>
    )}
    <ul className={styles.staged}>
      {staged.map((change) => {
        const present = presentOf(snapshot, change);
        const { label, detail } = stagedInWords(change, present, names);
        return (
          <li key={writeChange(change)}>
            <span>
              <bdi className={styles.who}>{label}</bdi> <bdi>{detail}</bdi>
              {isUnlisted(snapshot, change) && (
                <span className={styles.soft}> · does not count: the person or the group is not listed</span>
              )}
              {present === wantedBy(change) && <span className={styles.soft}> · is like that already</span>}
            </span>
            <Button look="icon" aria-label={`Undo: ${label}, ${detail}`} title="Undo" onClick={() => onUndo(change)}>
              <Icon name="close" />
            </Button>
          </li>
        );
      })}
    </ul>
  </section>
);
