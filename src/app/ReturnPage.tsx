import { useEffect } from 'react';
import { useLoaderData, useNavigate } from 'react-router';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import type { FailedReturn } from './oauth-return';
import styles from './ReturnPage.module.css';

/** `/oauth/callback` after a return from an authorization server without success; with success the loader redirects. */
export const ReturnPage = () => {
  const { title, message, again } = useLoaderData<FailedReturn>();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${title} · Lightdash Console`;
  }, [title]);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.mark}>
          <Icon name="alert" size={20} />
        </p>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p className={styles.message} role="alert">
          {message}
        </p>
        <Button look="primary" onClick={() => void navigate(again.to, { replace: true })}>
          {again.label}
        </Button>
      </div>
    </main>
  );
};
