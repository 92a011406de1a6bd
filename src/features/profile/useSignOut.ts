import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { signOut } from '#/data/session';
import { signInLink } from '#/features/sign-in/routes';
import { hold } from '#/ui/pending';
import { toast } from '#/ui/toast';

/** Signs out and leads to the sign-in page; what would be lost by that is asked about first. Says where the server has not confirmed it. */
export const useSignOut = (): (() => void) => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();

  const leave = async () => {
    // The page is unmounted first: rendered without the dropped data, it would read the person again. What is pending has been asked
    // about; as a replacement the way is not held up again.
    await navigate(signInLink(), { replace: true });
    const { confirmed } = await signOut(queryClient);
    if (confirmed) return;
    toast({
      title: 'Signed out here only',
      message: 'The server did not answer: your session there may live on. Close the browser to be sure.',
      bad: true,
    });
  };

  return () => hold({ proceed: () => void leave(), reset: () => {} });
};
