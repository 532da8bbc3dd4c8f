// Text of the kind that breaks pages.

/** Markup, a word without end, a script from right to left with a mark that turns the direction, nothing, and what is made of several code points. */
export const HOSTILE: ReadonlyArray<readonly [name: string, text: string]> = [
  ['markup', '<img src=x onerror="document.title=1"><script>1</script>&lt;b&gt;${1}{{1}}'],
  ['a word without end', 'm'.repeat(700)],
  ['a script from right to left', '\u202eالتعلم الفوقي يتعلم كيف يتعلم\u202c'.repeat(3)],
  ['nothing', ''],
  ['characters of several code points', '👩‍👩‍👧‍👦é̩̱́学'.repeat(12)],
];
