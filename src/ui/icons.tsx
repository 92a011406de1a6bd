import type { ReactNode } from 'react';

const glyphs = {
  overview: <path d="M2 13V7l6-4 6 4v6H2z" />,
  groups: (
    <>
      <rect x="2" y="2.5" width="5" height="5" rx="1" />
      <rect x="9" y="2.5" width="5" height="5" rx="1" />
      <rect x="5.5" y="9" width="5" height="5" rx="1" />
    </>
  ),
  projects: <path d="M2 4.5h12v9H2zM2 7h12" />,
  spaces: <path d="M2 4h4l1.5 1.5H14V13H2z" />,
  schedulers: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.2l2.2 1.5" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.5-2.8 2.5-4.2 5-4.2s4.5 1.4 5 4.2" />
    </>
  ),
  access: (
    <>
      <circle cx="5" cy="10.5" r="3" />
      <path d="m7.2 8.3 6-6M11 4.5l2 2M9 6.5l1.4 1.4" />
    </>
  ),
  attributes: <path d="M2.5 8.2V3h5.2l6 6-5.2 5.2zM5.2 5.6v.1" />,
  validation: <path d="M8 1.8 13.5 4v4c0 3-2.3 5.2-5.5 6.2C4.8 13.2 2.5 11 2.5 8V4zM5.5 8l2 2 3-3.5" />,
  lock: <path d="M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
  members: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.5 13c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M10.8 3.2a2.5 2.5 0 0 1 0 4.6M12.2 9.4c1.3.6 2.1 1.8 2.3 3.6" />
    </>
  ),
  search: <path d="M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM10.2 10.2 14 14" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="13" cy="8" r="1.3" />
    </g>
  ),
  columns: (
    <path d="M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M9 4.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0zM3 11.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0z" />
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  down: <path d="m4 6 4 4 4-4" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z" />,
  screen: <path d="M2 3h12v8H2zM6 13.5h4" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  signOut: <path d="M6 2.5H3v11h3M10.5 5l3 3-3 3M13 8H6" />,
  alert: <path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5v.1" />,
  info: <path d="M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0zM8 7.4v3.4M8 5v.1" />,
  settings: <path d="M2 5h6M12 5h2M2 11h2M8 11h6M10 3.5v3M6 9.5v3" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  external: <path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof glyphs;

/** A drawn sign of 16 px in the colour of the text. Always beside a word or inside a named control, so hidden from readers. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
    focusable="false"
  >
    {glyphs[name]}
  </svg>
);
