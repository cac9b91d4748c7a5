import type { Slice } from "./cross-section-rows.ts";

/** Rows of one group at one time. */
export interface Block {
  slice: Slice;
  rows: Int32Array;
}

/** The four blocks of a 2×2 of repeated cross-sections. */
export interface Blocks {
  treatedBase: Block;
  treatedNow: Block;
  controlBase: Block;
  controlNow: Block;
}
