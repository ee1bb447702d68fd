/** Undoes the spellings by which reports keep links from being clicked: `hxxps://`, `example[.]org`, `198[.]51[.]100[.]7`. */
export function refang(text: string): string {
  if (!DEFANGED.test(text)) return text;
  return text
    .replace(/^\s*h(?:xx|\*\*)p/i, 'http')
    .replace(/^\s*fxp/i, 'ftp')
    .replace(/\[:\/\/\]/g, '://')
    .replace(/[[({]\s*(?:\.|dot)\s*[\])}]/gi, '.')
    .replace(/\[:\]/g, ':');
}

/** A quick look that spares nearly every text the replacements. */
const DEFANGED = /^\s*(?:hxx|h\*\*|fxp)|[[({]\s*[.d:]/i;
