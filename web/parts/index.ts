// The parts that most elements show, by their tags; later.ts has the others. Importing this does nothing; `defineParts` makes the tags
// known, once.
import { AboutPart } from './about.ts';
import { AdaptationPart } from './adaptation.ts';
import { ControlsPart } from './controls.ts';
import { GlossaryPart } from './glossary.ts';
import { HeldOutPart } from './held-out.ts';
import { HistoryPart } from './history.ts';
import { MessagesPart } from './messages.ts';
import { Picture } from './picture.ts';
import { SpokenPart } from './spoken.ts';
import { TasksPart } from './tasks.ts';
import { UnadaptedPart } from './unadapted.ts';
import { UpdatePart } from './update.ts';

const parts: Record<string, CustomElementConstructor> = {
  'mrl-about': AboutPart,
  'mrl-adaptation': AdaptationPart,
  'mrl-controls': ControlsPart,
  'mrl-glossary': GlossaryPart,
  'mrl-held-out': HeldOutPart,
  'mrl-history': HistoryPart,
  'mrl-messages': MessagesPart,
  'mrl-picture': Picture,
  'mrl-spoken': SpokenPart,
  'mrl-tasks': TasksPart,
  'mrl-unadapted': UnadaptedPart,
  'mrl-update': UpdatePart,
};

export function defineParts(): void {
  for (const [tag, part] of Object.entries(parts)) if (!customElements.get(tag)) customElements.define(tag, part);
}
