import { Link } from '#/ui/Link';
import { useAttributes } from '#/data/attributes';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { effectiveOf, sourceInWords } from '#/domain/attributes';
import { reasonOf } from '#/domain/permissions';
import { attributesLink } from '#/features/attributes/routes';
import details from '#/ui/Details.module.css';

type AttributesOfProps = {
  of: { kind: 'member'; userUuid: string; email: string; groupUuids: string[] } | { kind: 'group'; uuid: string };
};

/** The user attributes of a member, in effect and with where they come from, or those that a group gives. */
export const AttributesOf = ({ of }: AttributesOfProps) => {
  const { may } = useMe();
  const hidden = reasonOf(may.manageAttributes);
  const { data: attributes, isError } = useAttributes(hidden === undefined);
  const { data: groups } = useGroups();
  const held = (attributes ?? []).flatMap((attribute) => {
    const { uuid, name } = attribute;
    if (of.kind === 'group') {
      const values = attribute.groups.get(of.uuid) ?? [];
      return values.length === 0 ? [] : [{ uuid, name, values, source: '' }];
    }
    const effective = effectiveOf(attribute, of);
    const source = sourceInWords(effective, (group) => groups?.get(group)?.name ?? 'a group');
    return effective.source === 'none' ? [] : [{ uuid, name, values: effective.values, source }];
  });
  return (
    <section className={details.section} aria-labelledby="user-attributes">
      <h2 id="user-attributes">User attributes {attributes && <span>{held.length}</span>}</h2>
      <ul className={details.list}>
        {held.map(({ uuid, name, values, source }) => (
          <li key={uuid}>
            <Link
              to={attributesLink({ show: 'people', attribute: uuid, ...(of.kind === 'member' && { q: of.email }) })}
            >
              <bdi>{name}</bdi>
            </Link>
            <span title={source || undefined}>
              <bdi>{values.join(', ')}</bdi>
              {source !== '' && source !== 'own value' && ` · ${source.replace(/^from the group /, '')}`}
            </span>
          </li>
        ))}
      </ul>
      <p className={details.note} role="status">
        {hidden}
        {attributes?.length === 0 && 'There are no user attributes.'}
        {attributes && attributes.length > 0 && held.length === 0 && 'None has a value here.'}
        {isError && !attributes && 'They could not be read; reload to try again.'}
      </p>
    </section>
  );
};
