/** Data of the page; to be filled. */
export interface PlansOverTimeData {
  asOf: string;
}
