import { nextFrame } from '#/lib/frame';
import { fetchCode } from './code';
import { leave } from './leave';
import { warmUp } from './warm';

const isPictured = leave();
// Laid out before the browser has code to fetch and compile, the picture is seen sooner by a fifth, and the code comes as soon.
if (isPictured) document.body.getBoundingClientRect();
fetchCode();
if (isPictured) void nextFrame().then(warmUp);
