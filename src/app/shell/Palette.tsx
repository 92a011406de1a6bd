import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMembers } from '#/data/members';
import { useMemberRoles } from '#/data/role-names';
import { MEMBER_RULES, type Member } from '#/domain/members';
import { memberLink } from '#/features/members/routes';
import { indexRows, matcher } from '#/lib/rows';
import { fold } from '#/lib/text';
import { Icon } from '#/ui/icons';
import { useFocusReturn } from '#/ui/useFocusReturn';
import { entries } from '../places';

type PaletteProps = { opened: boolean; onClose: () => void };

const MEMBERS_SHOWN = 8;
const NOBODY: readonly Member[] = [];

/** Ctrl/Cmd-K: go to a place, find a member by name or e-mail. The list of members is read when it is first opened. */
const Palette = ({ opened, onClose }: PaletteProps) => {
  const navigate = useNavigate();
  useFocusReturn(opened);
  const [query, setQuery] = useState('');
  const { data: list } = useMembers(opened);
  const members = list?.members ?? NOBODY;
  const roleOf = useMemberRoles(members);
  const index = useMemo(() => indexRows(members, MEMBER_RULES.textOf), [members]);

  useEffect(() => {
    if (opened) spotlight.open();
  }, [opened]);

  const actions = useMemo(() => {
    const wanted = fold(query.trim());
    const toPlaces = entries
      .filter(({ title }) => fold(title).includes(wanted))
      .map(({ title, path, icon }): SpotlightActionData => ({
        id: path,
        label: title,
        leftSection: <Icon name={icon} />,
        onClick: () => void navigate(path),
      }));
    const matches = matcher(query, index);
    const found = wanted === '' ? [] : members.filter((_, place) => matches(place));
    const toMembers = found
      .slice(0, MEMBERS_SHOWN)
      .map((member): SpotlightActionData => ({
        id: member.userUuid,
        label: member.name,
        description: `${member.email} · ${roleOf(member)}`,
        onClick: () => void navigate(memberLink(member.userUuid)),
      }));
    return [
      { group: 'Places', actions: toPlaces },
      { group: 'Members', actions: toMembers },
    ].filter(({ actions: some }) => some.length > 0);
  }, [query, members, index, roleOf, navigate]);

  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      returnFocus={false}
      filter={(_, all) => all}
      nothingFound={list ? 'Nobody and nothing is called that.' : 'Reading the members…'}
      searchProps={{
        placeholder: 'Go to a place, find a member',
        'aria-label': 'Go to a place, find a member',
        leftSection: <Icon name="search" />,
      }}
      highlightQuery={false}
      scrollable
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      maxHeight={420}
      radius={10}
    />
  );
};

export default Palette;
