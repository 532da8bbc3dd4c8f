// What the core says, in another language than its own. The core's titles, helps and refusals are English; a language's
// table has them again by the names and codes that the core gives them.
import type { Format } from './format.ts';

/** The arguments of a refusal: names and values as text, or lists of them. */
export type Arguments = Record<string, string | string[]>;

export interface FamilyMessages {
  title: string;
  help: string;
  /** The oracle's way of acting, as it stands in `faces.oracle`; "" where the family has none. */
  oracle: string;
  /** A task parameter by its name. Families with lists of parameters read its number out of the name (`p3`, `a1_x`). */
  parameter(name: string): { title: string; help: string } | null;
  presets: Record<string, { title: string; help: string }>;
  /** The helps of yardsticks that do something of their own on this family (`Learner.on`). */
  learners?: Record<string, string>;
}

export interface CoreMessages {
  /** The help of every knob. */
  knobs: Record<string, string>;
  /** Units of knobs and task parameters. */
  units: Record<string, string>;
  families: Record<string, FamilyMessages>;
  /** Learners, and the rules that are yardsticks. */
  learners: Record<string, { title: string; help: string }>;
  /** A sentence for every code of a refusal and of a run that diverged. */
  refusals: Record<string, (args: Arguments, format: Format) => string>;
}
