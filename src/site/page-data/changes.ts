import type { PageData } from "./common.ts";

export const changesData: PageData = async (_db, context) => {
  if (!context) throw new Error("The Changes page needs the facts of the live pulls");
  return [["changes.json", context.live]];
};
