import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { guardSinks, start } from './app/start';

guardSinks();
const nonce = document.querySelector<HTMLElement>('[property="csp-nonce"]')?.nonce ?? '';
// For the style element that keeps the page from scrolling under a dialog.
setNonce(nonce);

const root = document.getElementById('root');
if (root) void start(createRoot(root), nonce);
