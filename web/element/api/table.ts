// The shape of the element's table: one row for all that a host can write, call, hear or style. The element itself, its types, the
// manifest for editors and the docs are made from it.

/** `stable`: kept, as the docs' promise says. `trial`: may still change with any version; the release notes say so. */
export type Stability = 'stable' | 'trial';

export interface Row {
  name: string;
  /** One sentence. */
  help: string;
  /** The version that had it first. */
  since: string;
  stability: Stability;
}

/** How an attribute's text is read. */
export type AttributeKind =
  /** Any text; the core checks it. */
  | 'text'
  /** Where a file is: http, https, blob or data, resolved against the page. */
  | 'address'
  /** Where code is: of the page's own origin, or made by the page (blob). */
  | 'code'
  /** One of `allowed`. */
  | 'choice'
  /** Any of `allowed`, each once, with spaces between them; the order counts. */
  | 'tokens'
  /** Names of knobs with spaces between them, or `all`. */
  | 'knobs'
  /** Bounds of knobs: `inner_lr:0.01..0.5 learner:maml|anil`. */
  | 'bounds'
  /** A goal: `measure=return-after op=above value=-12 within=60`. */
  | 'goal'
  /** There or not there. */
  | 'flag'
  /** A whole number from 1. */
  | 'count'
  /** A short name: letters, digits, dot, hyphen, underscore. */
  | 'name';

export interface AttributeRow extends Row {
  kind: AttributeKind;
  /** The property that reflects it. */
  property: string;
  /** The value where the attribute is not there, as it would be written; "" for none. */
  default: string;
  /** Where there is no attribute, in words, if it is not simply `default`. */
  absent?: string;
  allowed?: readonly string[];
}

export interface PropertyRow extends Row {
  type: string;
  readonly: boolean;
}

export interface Parameter {
  name: string;
  type: string;
  optional?: boolean;
}

export interface MethodRow extends Row {
  parameters: readonly Parameter[];
  returns: string;
}

export interface EventRow extends Row {
  /** Names and types of its detail. */
  detail: Readonly<Record<string, string>>;
}

export interface StyleRow extends Row {
  /** For a custom property: its default, in words. */
  default?: string;
}

export interface MessageRow extends Row {
  /** From the frame to the host (`out`) or the other way (`in`). */
  direction: 'in' | 'out';
  body: Readonly<Record<string, string>>;
}

export interface Api {
  tag: string;
  className: string;
  help: string;
  attributes: readonly AttributeRow[];
  properties: readonly PropertyRow[];
  methods: readonly MethodRow[];
  events: readonly EventRow[];
  slots: readonly Row[];
  parts: readonly Row[];
  customProperties: readonly StyleRow[];
  messages: readonly MessageRow[];
}
