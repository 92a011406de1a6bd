import { groupScopes, scopeInWords } from '#/domain/scopes';
import styles from './settings.module.css';

type ScopeGroupsProps = { title?: string; scopes: readonly string[]; none: string };

/** Scopes in plain words, by what they are about; each says its name as Lightdash spells it when it is pointed at. */
export const ScopeGroups = ({ title, scopes, none }: ScopeGroupsProps) => (
  <div className={styles.scopes}>
    {title && (
      <h3>
        {title} <small>{scopes.length}</small>
      </h3>
    )}
    {scopes.length === 0 && <p>{none}</p>}
    {groupScopes(scopes).map((group) => (
      <div key={group.family} className={styles.family}>
        <h4>{group.family}</h4>
        <ul>
          {group.scopes.map((scope) => (
            <li key={scope} title={scope}>
              {scopeInWords(scope)}
            </li>
          ))}
        </ul>
      </div>
    ))}
  </div>
);
