import { main } from "../../src/cli/main.ts";
import { type Effects, realEffects } from "../../src/effects.ts";
import { ROOT } from "../support/warehouse.ts";
import type { Ended } from "./project.ts";

/** Runs a command in this process against the repository's own data, with what it prints caught. */
export async function napHere(args: string[], more: Partial<Effects> = {}): Promise<Ended> {
  let out = "";
  let err = "";
  const effects: Effects = {
    ...realEffects(),
    env: { NAP_ROOT: ROOT },
    isTerminal: false,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ...more,
  };
  const code = await main(args, effects);
  return { code, out, err };
}
