/** What both pages of the portal share: the address, the tokens, the colours, and a log of what the console tells. */

const { console: origin, way, styleNonce } = document.body.dataset;
const byId = (id) => document.getElementById(id);

export const consoleOrigin = origin;
export const nonce = styleNonce;
export const place = byId('place');
export const base = `/${way}`;

const here = () => location.pathname + location.search;

/** The place of the console that the portal's address stands for. */
export const consolePath = () => `/${here().slice(base.length).replace(/^\/+/, '')}`;

export const showAddress = () => {
  byId('path').value = here();
};

/** The console is elsewhere: the address follows, with a step in the history unless the console wants none. */
export const follow = (path, { replace }) => {
  const address = base + path;
  if (address !== here()) history[replace ? 'replaceState' : 'pushState'](null, '', address);
  showAddress();
};

/** Calls back with the place that the person types into the address. */
export const onTyped = (go) => {
  byId('address').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = byId('path').value;
    if (typed.startsWith(`${base}/`)) go(typed.slice(base.length));
    else location.assign(typed);
  });
};

/** Calls back with the place that the person goes to by Back or Forward. */
export const onHistory = (go) => addEventListener('popstate', () => go(consolePath()));

byId('back').addEventListener('click', () => history.back());
byId('forward').addEventListener('click', () => history.forward());
addEventListener('popstate', showAddress);
showAddress();

export const theme = () => byId('theme').value;
export const onTheme = (listener) => byId('theme').addEventListener('change', () => listener(theme()));

/** Calls back when the person wants no console any more. */
export const onClose = (listener) => byId('close').addEventListener('click', listener);

const handedOver = [];

/** Fetches a token for whoever is signed in at the portal from the portal's own server. */
export const getToken = async ({ reason }) => {
  const answer = await fetch('/lightdash-token', { method: 'POST' });
  if (!answer.ok) throw new Error('The portal has no token for this console.');
  handedOver.push(reason);
  byId('tokens').value = handedOver.join(', ');
  return answer.json();
};

byId('end-tokens').addEventListener('click', () => fetch('/tokens/end', { method: 'POST' }));

export const log = (what) => {
  const line = document.createElement('li');
  line.textContent = JSON.stringify(what);
  byId('log').append(line);
};

/** What would be lost is asked about before the console is taken away: by links of the portal, and by leaving the page. */
export const showPending = (pending) => {
  byId('pending').value = pending;
};
