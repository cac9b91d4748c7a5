/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. @throws Error where the marks are missing. */
export function replaceSection(doc: string, name: string, text: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const from = doc.indexOf(open);
  const to = doc.indexOf(close);
  if (from < 0 || to < from) throw new Error(`docs/validation.md has no section ${name}`);
  return `${doc.slice(0, from + open.length)}\n\n${text}\n\n${doc.slice(to)}`;
}
