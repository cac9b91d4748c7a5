/** Data of the page; to be filled. */
export interface BenefitsData {
  asOf: string;
}
