/** One fault of the built site. */
export interface Problem {
  code: string;
  file: string;
  what: string;
}
