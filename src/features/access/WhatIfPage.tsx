import { useMemo, useState } from 'react';
import { isAlready, isUnlisted, orderStaged, previewChanges, stage, unstage, useOrganizationAccess } from '#/access';
import { ShortLink } from '#/features/short-links/ShortLink';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { ReadingBar } from '#/ui/ReadingBar';
import { UnreadRest } from '#/ui/UnreadRest';
import { accessTabs } from './access-tabs';
import { isWhole } from './affected';
import { fullNames, useStaged } from './useStaged';
import { WhatIfDifference } from './WhatIfDifference';
import { WhatIfStaged } from './WhatIfStaged';
import styles from './WhatIf.module.css';

const WhatIfDialogs = onDemand(async () => (await import('./WhatIfDialogs')).WhatIfDialogs);

/** `/access/what-if`: staged changes (`?do=…`), who would gain and lose by them, and applying them. */
export const WhatIfPage = () => {
  const access = useOrganizationAccess();
  const { model } = access;
  const names = useMemo(() => fullNames(access.names), [access.names]);
  const { staged: inAddress, isInMemory, setStaged, leaving } = useStaged();
  // The person who closes a space gets a grant there.
  const staged = useMemo(
    () => inAddress.map((change) => (change.kind === 'spacePrivacy' ? { ...change, by: access.me.userUuid } : change)),
    [inAddress, access.me.userUuid],
  );
  const [dialog, setDialog] = useState<'add' | 'apply' | null>(null);

  const open = useMemo(
    () =>
      model ? staged.filter((change) => !isAlready(model.snapshot, change) && !isUnlisted(model.snapshot, change)) : [],
    [model, staged],
  );
  const preview = useMemo(() => {
    if (!model || open.length === 0) return null;
    // As they will be applied: what closing a space copies depends on what was changed before.
    const { first, parallel, serial } = orderStaged(model.snapshot, open, access.me.userUuid);
    return previewChanges(model, [...first, ...parallel, ...serial]);
  }, [model, open, access.me.userUuid]);

  return (
    <Page
      count={staged.length > 0 ? `${count(staged.length, 'change', 'changes')} staged, none made` : undefined}
      actions={
        <>
          <ShortLink />
          {staged.length > 0 && (
            <Button look="quiet" onClick={() => setStaged([])}>
              Discard
            </Button>
          )}
          <Button
            reason={model ? undefined : 'Who and what there is has to be read first.'}
            onClick={() => setDialog('add')}
          >
            Add a change
          </Button>
          <Button
            look="primary"
            reason={open.length === 0 ? 'Stage a change first.' : undefined}
            onClick={() => setDialog('apply')}
          >
            Apply…
          </Button>
        </>
      }
      tabs={accessTabs('what-if')}
    >
      <ReadingBar {...access.bar} />
      <div className={styles.body}>
        {staged.length === 0 && (
          <EmptyState title="Nothing is staged">
            Add changes of roles, groups, grants or privacy, or remove people and groups. Nothing is saved: you see
            first who would gain and who would lose what.
          </EmptyState>
        )}
        {model && staged.length > 0 && (
          <WhatIfStaged
            snapshot={model.snapshot}
            staged={staged}
            names={names}
            isInMemory={isInMemory}
            onUndo={(change) => setStaged(unstage(staged, change))}
          />
        )}
        {model && preview && (
          <WhatIfDifference
            model={model}
            preview={preview}
            names={names}
            members={access.members}
            isDone={access.reading.state === 'done' && access.reading.failed === 0}
            isWhole={isWhole(access, preview)}
            rest={<UnreadRest {...access.rest} />}
          />
        )}
        {model && staged.length > 0 && staged.every((change) => isAlready(model.snapshot, change)) && (
          <p className={styles.soft}>Everything is like that already: there is nothing to gain or lose.</p>
        )}
      </div>
      {(dialog !== null || leaving) && model && (
        <WhatIfDialogs
          dialog={leaving ? 'leave' : (dialog ?? 'add')}
          access={access}
          staged={open}
          preview={preview}
          onStage={(change) => setStaged(stage(staged, change, model.snapshot))}
          onApplied={(done) => setStaged(done.reduce(unstage, [...staged]))}
          leaving={leaving}
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  );
};
