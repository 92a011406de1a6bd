import styles from './notice.module.css';
import type { Missing } from './frame-link';

type Notice = { title: string; text: string };

/** What the frame says where there is no console to show. */
const NOTICES: Readonly<Record<Missing | 'ended' | 'broken', Notice>> = {
  unframed: {
    title: 'This page belongs into a portal',
    text: 'It shows the console inside the page of a portal. Open the console itself instead.',
  },
  silent: {
    title: 'The portal does not answer',
    text: 'The page around the console has not said who is signed in. Load it anew, or tell whoever runs the portal.',
  },
  version: {
    title: 'Portal and console do not fit together',
    text: 'They speak different versions of their protocol. Tell whoever runs the portal: its page should load portal.js from the console.',
  },
  ended: { title: 'The portal has closed the console', text: 'Load the page anew to open it again.' },
  broken: {
    title: 'The console cannot start',
    text: 'Its server did not tell how. Load the page anew, or tell whoever runs the console.',
  },
};

/** Says something in place of the console. */
export const showNotice = (root: HTMLElement, which: keyof typeof NOTICES): void => {
  const { title, text } = NOTICES[which];
  const main = document.createElement('main');
  main.className = styles.notice ?? '';
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  main.append(heading, paragraph);
  if (which === 'unframed') {
    const link = document.createElement('a');
    link.href = '/';
    link.textContent = 'Open the console';
    main.append(link);
  }
  main.setAttribute('role', 'alert');
  root.replaceChildren(main);
};
