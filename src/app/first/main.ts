import { leave } from './leave';

leave();
