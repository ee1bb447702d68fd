/** Longer texts are too rare to be worth a place. In characters. */
const LONGEST = 300;

/**
 * The same function with a memory: alerts name the same few machines and resources again and again. Of `most` different texts everything is forgotten,
 * so that a source which invents them cannot fill the memory. Only for pure functions.
 */
export function remember<Result>(compute: (text: string) => Result, most = 4_096): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (text.length > LONGEST) return compute(text);
    let result = known.get(text);
    if (result === undefined && !known.has(text)) {
      result = compute(text);
      if (known.size >= most) known.clear();
      known.set(text, result);
    }
    return result as Result;
  };
}
