/** What to know before computing anything with the files: a claim, and why. */
export const DATA_CAUTIONS: readonly { claim: string; why: string }[] = [
  {
    claim: "An empty field is unknown.",
    why: "It is never zero and never “no”. Count the empty fields before you take a mean or a share; table coverage has the counts.",
  },
  {
    claim: "Twinned is a definition.",
    why: "Name the one you use (table twinning_definition) and the size of each group. Undated countries are a third group: do not add them to either.",
  },
  {
    claim: "Add only money of one stage and one basis.",
    why: "Cost, allocation and spending are not the same money, and current and constant dollars do not mix. One amount for several recipients is never divided.",
  },
  {
    claim: "Do not join editions of an index.",
    why: "The WPS Index and the Gender Inequality Index are worked out anew each time; column comparable_over_time of table indicator says where years may be compared.",
  },
  {
    claim: "CSV has no types.",
    why: "UN M49 codes start with zeros and the code NA is Namibia: read codes as text, or take Parquet or Arrow, which keep the types.",
  },
];
