import { setNonce } from 'get-nonce';
import { guardSinks } from './app/sinks';
import { startConsole } from './app/start';

guardSinks();
const nonce = document.querySelector<HTMLElement>('[property="csp-nonce"]')?.nonce ?? '';
// For the style element that keeps the page from scrolling under a dialog.
setNonce(nonce);

const container = document.getElementById('root');
// In a task of its own: whoever clicks or types while the code was run waits for no more than that.
if (container) setTimeout(() => void startConsole({ container, nonce }));
