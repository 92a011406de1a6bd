import { toast } from './toast';

/**
 * Copies a text and says that it did. In: the text, and what it is called ("E-mail address"). Without a secure origin a browser
 * has no clipboard for pages; that is said like a refusal.
 */
export const copyText = async (text: string, what: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: `${what} copied` });
  } catch {
    toast({ title: 'Not copied', message: 'The browser did not allow it.', bad: true });
  }
};
