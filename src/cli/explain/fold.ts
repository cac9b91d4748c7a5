/** Text as people type it: no accents, case, apostrophes or hyphens, so that Cote d'Ivoire finds Côte d’Ivoire. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’‘`´ʼ]/g, "")
    .replace(/[^\p{L}\p{N}|/:_.]+/gu, " ")
    .trim();
}

/** Number of letters to change, add or drop to turn one text into the other. */
export function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

/** The names nearest to `text`, best first; none where all are far off. */
export function nearest(text: string, names: string[], most: number): string[] {
  const wanted = fold(text);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .filter((name) => Math.abs(name.length - wanted.length) <= limit + 4)
    .map((name) => ({ name, far: distance(wanted, fold(name)) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
