import { useRef, useState } from 'react';
import { useWrite } from './useWrite';

type SecretWriteOptions = Pick<Parameters<typeof useWrite>[0], 'check' | 'mark'> & {
  /** Makes the secret. Throws ApiFailure. */
  work: () => Promise<string>;
  /** The secret was made, but the answer with it was lost: nobody can show it any more. */
  missed: () => void;
};

/**
 * A change whose answer is a secret that is shown once. Out: the write for a form, and the secret once there is one; it lives in the
 * state of whoever calls this, and goes with it.
 */
export const useSecretWrite = ({ work, missed, ...rest }: SecretWriteOptions) => {
  const [secret, setSecret] = useState<string | null>(null);
  const hasArrived = useRef(false);
  const write = useWrite({
    ...rest,
    work: async () => {
      const made = await work();
      hasArrived.current = true;
      setSecret(made);
    },
    saved: () => {
      if (!hasArrived.current) missed();
    },
  });
  return { write, secret };
};
