import { setNonce } from 'get-nonce';
import { guardSinks } from './app/sinks';
import { startConsole } from './app/start';

guardSinks();
const nonce = document.querySelector<HTMLElement>('[property="csp-nonce"]')?.nonce ?? '';
// For the style element that keeps the page from scrolling under a dialog.
setNonce(nonce);

const container = document.getElementById('root');
if (container) void startConsole({ container, nonce });
