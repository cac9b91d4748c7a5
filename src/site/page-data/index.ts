import type { PageData } from "./common.ts";
import { overviewData } from "./overview.ts";

/** Data of every page, in the order in which it is written. */
export const PAGE_DATA: readonly PageData[] = [overviewData];
