// All that makes files of what is seen: one file of the package, fetched when something is to be saved first. Importing it does nothing.
export { openMenu } from './menu.ts';
export { csvOfView, imageOf } from './of-view.ts';
