// Registers the element as soon as it is imported.
import { define } from './define.ts';

define();
