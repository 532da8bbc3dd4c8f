/** What Quarto makes of a page with a block of HTML: Pandoc's `html5` page, with Bootstrap's grid and Quarto's places for a title and for content. */
export function quartoPage(markdown: string): string {
  const [, block] = /```\{=html\}\n([\s\S]*?)\n```/.exec(markdown)!;
  return `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head>
<meta charset="utf-8"><meta name="generator" content="quarto-1.5"><meta name="viewport" content="width=device-width, initial-scale=1.0, user-scalable=yes">
<title>Learning to learn</title>
<style>code{white-space: pre-wrap;} span.smallcaps{font-variant: small-caps;} div.columns{display: flex; gap: min(4vw, 1.5em);} *, ::after, ::before { box-sizing: border-box } p { margin-bottom: 1rem } button { border-radius: 0; font: inherit }</style>
</head><body class="fullcontent">
<div id="quarto-content" class="page-columns page-rows-contents page-layout-article"><main class="content" id="quarto-document-content">
<header id="title-block-header" class="quarto-title-block default"><div class="quarto-title"><h1 class="title">Learning to learn</h1></div></header>
<p>Before it.</p>
${block}
<p>After it.</p>
</main></div></body></html>`;
}
