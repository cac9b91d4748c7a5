/** One reference value beside ours; null = not available, which must meet null. */
export interface Comparison {
  what: string;
  ours: number | null;
  theirs: number | null;
  /** Instead of the golden's own tolerance: the larger of `abs` and `rel` × |theirs|. */
  abs?: number;
  rel?: number;
}

/** A case of the goldens, as its JSON file holds it; "Infinity" is read as the number. */
export interface Golden {
  id: string;
  method: string;
  data: string | Record<string, unknown>;
  peer: string;
  call: string;
  args?: Record<string, unknown>;
  tolerance: Record<string, number | string>;
  notes?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has values of its own shape.
  values: Record<string, any>;
}

export interface Table {
  columns: Record<string, (number | string | null)[]>;
  rows: number;
}

export interface GoldenData {
  /** Reads a file such as "data/sim_few5_dev.csv"; numbers parsed, empty and NA = null. */
  table(file: string): Table;
}

/** Runs our engine on the cases of one or more methods and lines its numbers up with the peer's. */
export interface GoldenAdapter {
  methods: readonly string[];
  run(golden: Golden, data: GoldenData): Comparison[] | Promise<Comparison[]>;
}
