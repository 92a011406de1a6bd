/** What scripts/first-page.ts takes from the sources, in one module because it is run once. */
export { firstCalls } from './first-calls';
export { pictures } from './picture';
