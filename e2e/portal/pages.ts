import { html } from 'hono/html';

/** The two ways to show the console. */
export type Way = 'framed' | 'mounted';

interface SignInPage {
  next: string;
  people: readonly { name: string; email: string; role: string }[];
  refused: boolean;
}

/** The portal's own sign-in. In the demo, a click on a person fills the form. */
export const signInPage = ({ next, people, refused }: SignInPage) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sign in · Harbour Intranet</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/portal.css" />
        <script type="module" src="/assets/sign-in.js"></script>
      </head>
      <body>
        <header class="top"><b>Harbour Intranet</b></header>
        <main class="narrow">
          <h1>Sign in to the intranet</h1>
          ${refused ? html`<p role="alert">E-mail and password do not fit.</p>` : ''}
          <form method="post" action="/sign-in">
            <input type="hidden" name="next" value="${next}" />
            <label>E-mail <input name="email" type="email" autocomplete="username" required /></label>
            <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
            <button>Sign in to the intranet</button>
          </form>
          ${
            people.length > 0
              ? html`<h2>People of the demo</h2>
                  <ul class="people">
                    ${people.map(({ name, email, role }) => html`<li><button type="button" data-email="${email}">${name}</button> ${role}</li>`)}
                  </ul>`
              : ''
          }
        </main>
      </body>
    </html>`;

interface ConsolePage {
  way: Way;
  name: string;
  consoleOrigin: string;
  nonce: string;
}

/** A page of the portal with the console in it. */
export const consolePage = ({ way, name, consoleOrigin, nonce }: ConsolePage) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Analytics · Harbour Intranet</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/portal.css" />
        <script type="module" src="/assets/${way}.js"></script>
      </head>
      <body data-console="${consoleOrigin}" data-way="${way}" data-style-nonce="${nonce}">
        <header class="top">
          <b>Harbour Intranet</b>
          <nav aria-label="Intranet">
            <a href="/framed/" ${way === 'framed' ? 'aria-current=page' : ''}>In a frame</a>
            <a href="/mounted/" ${way === 'mounted' ? 'aria-current=page' : ''}>Mounted</a>
          </nav>
          <span>Signed in as <bdi>${name}</bdi></span>
          <form method="post" action="/sign-out"><button>Sign out of the intranet</button></form>
        </header>
        <form class="address" id="address" aria-label="Address">
          <button type="button" id="back">Back</button>
          <button type="button" id="forward">Forward</button>
          <label>Address <input id="path" spellcheck="false" autocomplete="off" /></label>
          <label>
            Colours
            <select id="theme">
              <option value="auto">As the system</option>
              <option value="light">Light</option>
              <option value="dark">Dark</option>
            </select>
          </label>
          <button type="button" id="end-tokens">End the tokens</button>
          <button type="button" id="close">Close the console</button>
          <output id="tokens" aria-label="Tokens handed over">none</output>
          <output id="pending" aria-label="Would be lost">nothing</output>
          <output id="ignored" aria-label="Messages ignored">none</output>
        </form>
        <main id="place" class="console" aria-label="Analytics"></main>
        <details class="log">
          <summary>What the console has told</summary>
          <ol id="log"></ol>
        </details>
      </body>
    </html>`;
