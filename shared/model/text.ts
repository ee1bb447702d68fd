/** In lower case without blanks around; empty for undefined. */
export function lower(text: string | undefined): string {
  return text === undefined ? '' : text.trim().toLowerCase();
}

/** Without the given character at its end, however often it stands there. A loop, since `/x+$/` takes quadratic time on hostile texts. */
export function withoutTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return end === text.length ? text : text.slice(0, end);
}
