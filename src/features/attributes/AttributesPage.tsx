import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useAttributes } from '#/data/attributes';
import { useGroups } from '#/data/groups';
import { useJournal } from '#/data/journal';
import { useMembers } from '#/data/members';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { AttributeList } from './AttributeList';
import type { OpenAttributeDialog } from './AttributeDialogs';
import { PeopleGrid } from './PeopleGrid';
import { attributesLink } from './routes';

const AttributeDialogs = onDemand(async () => (await import('./AttributeDialogs')).AttributeDialogs);

/** `/attributes`: the user attributes, and what everybody has in effect (`?show=people`). */
export const AttributesPage = () => {
  const [params] = useSearchParams();
  const showsPeople = params.get('show') === 'people';
  const attributes = useAttributes();
  const everybody = useMembers();
  const groups = useGroups();
  const journal = useJournal('attributes');
  const [dialog, setDialog] = useState<OpenAttributeDialog | null>(null);

  const failed = attributes.data ? null : attributes.error;
  const peopleFailed = showsPeople && !everybody.data ? everybody.error : null;
  const all = attributes.data;
  const noneYet = all?.length === 0;
  const arePeopleUnread = everybody.isError && !everybody.data;
  const waiting =
    all && everybody.data && groups.data
      ? undefined
      : arePeopleUnread || (groups.isError && !groups.data)
        ? 'Members or groups could not be read. Reload the page.'
        : 'Not everything has been read yet.';
  const create = (label: string) => (
    <Button look="primary" onClick={() => setDialog({ kind: 'create' })}>
      {label}
    </Button>
  );
  const frame = {
    tabs: {
      label: 'Views of the attributes',
      items: [
        { to: attributesLink(), name: 'Attributes', size: all?.length, isCurrent: !showsPeople },
        {
          to: attributesLink({ show: 'people' }),
          name: 'People',
          size: everybody.data?.members.length,
          isCurrent: showsPeople,
        },
      ],
    },
    actions: (
      <>
        {journal.length > 0 && <Button onClick={() => setDialog({ kind: 'journal' })}>Recent changes</Button>}
        <Button
          reason={waiting ?? (noneYet ? 'There is no attribute yet.' : undefined)}
          onClick={() => setDialog({ kind: 'import' })}
        >
          Import
        </Button>
        {create('Create attribute')}
      </>
    ),
  };
  const inPlace = failed || peopleFailed || noneYet;

  return (
    <>
      {inPlace ? (
        <Page {...frame}>
          {failed && <FailurePage problem={describeFailure(failed)} onRetry={() => void attributes.refetch()} />}
          {!failed && peopleFailed && (
            <FailurePage problem={describeFailure(peopleFailed)} onRetry={() => void everybody.refetch()} />
          )}
          {noneYet && (
            <EmptyState title="There are no user attributes yet" action={create('Create the first attribute')}>
              Models ask for them: which rows a person sees, which fields and explores are there for them.
            </EmptyState>
          )}
        </Page>
      ) : showsPeople ? (
        <PeopleGrid frame={frame} attributes={all} everybody={everybody.data} groups={groups.data} onOpen={setDialog} />
      ) : (
        <AttributeList
          frame={frame}
          attributes={all}
          everybody={everybody.data}
          isUnread={arePeopleUnread}
          onOpen={setDialog}
        />
      )}
      {dialog && <AttributeDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  );
};
