/** Data of the page; to be filled. */
export interface AnswerData {
  asOf: string;
}
