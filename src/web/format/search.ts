/** Text as search compares it: small letters, no accents, no punctuation, single spaces. */
export function searchKey(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** True when every word of the query starts a word of the text. */
export function matches(text: string, query: string): boolean {
  const words = ` ${searchKey(text)}`;
  return searchKey(query)
    .split(" ")
    .every((word) => words.includes(` ${word}`));
}
