/**
 * Something to say that needs no answer. `bad` for a failure; it stays until it is closed. `undo` takes back what was done; what it
 * resolves to is said next.
 */
export type Toast = { title: string; message?: string; bad?: boolean; undo?: (() => Promise<Toast>) | undefined };

let said = false;
const listeners = new Set<() => void>();

/** Says something in the corner of the window. What shows it is loaded with the first toast. */
export const toast = (what: Toast): void => {
  said = true;
  for (const listener of listeners) listener();
  import('./toaster').then(
    ({ show }) => show(what),
    () => {},
  );
};

/** What a dialog does once its change is saved: says so, and closes. */
export const closeWithToast = (onClose: () => void, what: Toast) => (): void => {
  toast(what);
  onClose();
};

/** Takes back what was said: whoever comes next has not heard it. */
export const forgetToasts = (): void => {
  if (!said) return;
  said = false;
  import('./toaster').then(
    ({ clear }) => clear(),
    () => {},
  );
};

/** Whether anything has been said yet; with `onToast`, for whoever mounts the place where toasts appear. */
export const hasToasts = (): boolean => said;

/** Calls back when something is said. Out: a function that ends it. */
export const onToast = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
