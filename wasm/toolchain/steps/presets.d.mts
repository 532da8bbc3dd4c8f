/** An address that pages can be put under, with a slash at its end. Throws Stop where it is none. */
export function siteAddress(origin: string): string;

/** Writes presets/ of a built site that will be at `origin`; resolves to the number of pages. */
export function writePresets(origin: string, folder?: string): Promise<number>;
