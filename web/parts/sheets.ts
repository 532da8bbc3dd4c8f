import { unsafeCSS } from 'lit';
import colours from '../styles/colours.css?inline';
import controls from '../styles/controls.css?inline';
import layout from '../styles/layout.css?inline';
import panels from '../styles/panels.css?inline';
import pictures from '../styles/pictures.css?inline';
import stages from '../styles/stages.css?inline';

/** Constructed style sheets: they need no permission of a content security policy, and stay inside the element. */
export const sheets = [colours, layout, controls, pictures, stages, panels].map((sheet) => unsafeCSS(sheet));
