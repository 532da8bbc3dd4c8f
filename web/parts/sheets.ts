import { unsafeCSS } from 'lit';
import colours from '../styles/colours.css?inline';
import comparison from '../styles/comparison.css?inline';
import controls from '../styles/controls.css?inline';
import filmstrip from '../styles/filmstrip.css?inline';
import instruments from '../styles/instruments.css?inline';
import layout from '../styles/layout.css?inline';
import loops from '../styles/loops.css?inline';
import panels from '../styles/panels.css?inline';
import pictures from '../styles/pictures.css?inline';
import print from '../styles/print.css?inline';
import stages from '../styles/stages.css?inline';
import timeline from '../styles/timeline.css?inline';

/** Constructed style sheets: they need no permission of a content security policy, and stay inside the element. */
export const sheets = [colours, layout, controls, loops, pictures, stages, panels, timeline, filmstrip, instruments, comparison, print].map((sheet) => unsafeCSS(sheet));
