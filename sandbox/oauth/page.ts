import { createHash } from 'node:crypto';

/** A person one may answer as. */
export type Person = { uuid: string; name: string; email: string; organization: string };

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; background: light-dark(#f5f5f7, #17181c) }
main { box-sizing: border-box; width: min(28rem, 92vw); padding: 2rem; border: 1px solid light-dark(#d9dae0, #3a3c44);
  border-radius: 12px; background: light-dark(#fff, #202228); color: light-dark(#1c1d22, #eceef2); overflow-wrap: anywhere }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3 }
p { margin: 0 0 1rem }
fieldset { margin: 0 0 1rem; padding: 0; border: 0 }
legend { padding: 0; font-weight: 600 }
label { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem }
small { display: block; color: light-dark(#5b5d68, #a6a9b5) }
footer { display: flex; gap: .75rem }
button { flex: 1; min-height: 2.75rem; border: 1px solid light-dark(#8b8d98, #6c6f7c); border-radius: 8px; background: none;
  color: inherit; font: inherit; cursor: pointer }
button[value=allow] { border-color: transparent; background: #4a3aff; color: #fff }
:focus-visible { outline: 3px solid light-dark(#4a3aff, #a49bff); outline-offset: 2px }
`;

/** Nothing but the one style and a form to our own origin, where the redirect after it leads too. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page that asks a person for consent. No script.
 *
 * @param fields repeated by the form as they came, so that the answer is checked as the question was.
 * @param people one: the signed-in person; more: to choose from.
 */
export function consentPage(
  { name, application }: { name: string; application: string },
  fields: readonly (readonly [string, string])[],
  people: readonly Person[],
): Response {
  const hidden = fields
    .map(([key, value]) => `<input type="hidden" name="${escape(key)}" value="${escape(value)}">`)
    .join('');
  return page(
    200,
    `Sign in with ${name}`,
    `<p>${escape(application)} wants to act for you at ${escape(name)}.</p>
<form method="post">${hidden}${choice(people)}<footer><button name="decision" value="deny">Deny</button>
<button name="decision" value="allow">Allow</button></footer></form>`,
  );
}

/** A page with a sentence and no way on. */
export function refusalPage(status: 400 | 401 | 403, title: string, sentence: string): Response {
  return page(status, title, `<p>${escape(sentence)}</p>`);
}

function choice(people: readonly Person[]): string {
  const [only] = people;
  if (only && people.length === 1) {
    return `<input type="hidden" name="identity" value="${escape(only.uuid)}"><p>You are ${described(only)}</p>`;
  }
  const options = people.map(
    (person, i) =>
      `<label><input type="radio" name="identity" value="${escape(person.uuid)}"${i === 0 ? ' checked' : ''}><span>${described(person)}</span></label>`,
  );
  return `<fieldset><legend>Who are you?</legend>${options.join('')}</fieldset>`;
}

function described({ name, email, organization }: Person): string {
  return `<strong><bdi>${escape(name)}</bdi></strong><small><bdi>${escape(email)}</bdi>, <bdi>${escape(organization)}</bdi></small>`;
}

function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1>${content}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
    },
  });
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
