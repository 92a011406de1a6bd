import {
  consoleOrigin,
  consolePath,
  follow,
  getToken,
  log,
  onClose,
  onHistory,
  onTheme,
  onTyped,
  place,
  showPending,
  theme,
} from './portal.js';

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
  onResize: (px) => log({ type: 'height', px }),
  confirmLeave: showPending,
});

onHistory((path) => lightdash.navigate(path));
onTyped((path) => lightdash.navigate(path));
onTheme((wanted) => lightdash.setTheme(wanted));
onClose(() => lightdash.destroy());
lightdash.ready.catch((error) => {
  place.textContent = error.message;
});

addEventListener('message', () =>
  queueMicrotask(() => {
    document.getElementById('ignored').value = JSON.stringify(lightdash.ignored);
  }),
);
