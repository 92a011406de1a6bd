import { consoleOrigin, consolePath, follow, getToken, log, onAddress, onTheme, place, showPending, theme } from './portal.js';

const { connectConsole } = await import(`${consoleOrigin}/lib/portal.js`);

const iframe = document.createElement('iframe');
iframe.title = 'Lightdash Console';
iframe.allow = 'clipboard-write';
place.append(iframe);

const lightdash = connectConsole(iframe, {
  consoleOrigin,
  getToken,
  path: consolePath(),
  theme: theme(),
  onNavigate: follow,
  onEvent: log,
  confirmLeave: showPending,
});

onAddress((path) => lightdash.navigate(path));
onTheme((wanted) => lightdash.setTheme(wanted));
lightdash.ready.catch((error) => {
  place.textContent = error.message;
});

addEventListener('message', () =>
  queueMicrotask(() => {
    document.getElementById('ignored').value = JSON.stringify(lightdash.ignored);
  }),
);
