/** The name of a heading in an address, as GitHub makes it: letters and digits of any language, words joined by hyphens. */
export function slugOf(heading: string): string {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
