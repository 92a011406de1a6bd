import {
  base,
  consoleOrigin,
  getToken,
  log,
  onClose,
  onTheme,
  onTyped,
  place,
  showAddress,
  showPending,
  theme,
} from './portal.js';

const { mount } = await import(`${consoleOrigin}/lib/console.js`);

// The console keeps the address below this path of the portal by itself, Back and Forward included.
const lightdash = mount(place, {
  apiBase: consoleOrigin,
  basename: base,
  getToken,
  theme: theme(),
  onNavigate: showAddress,
  onEvent: (event) => {
    log(event);
    if (event.type === 'pending') showPending(event.pending);
  },
});

onTyped((path) => lightdash.navigate(path));
onTheme((wanted) => lightdash.setTheme(wanted));
onClose(() => lightdash.unmount());
