import type { CallawaySantAnnaOptions } from "../../../src/evaluation/callaway-santanna/types.ts";
import type { Golden } from "../goldens/adapter.ts";
import { fileOf } from "../goldens/panel-columns.ts";

/** What the text of the R call asks for. */
export function readCall(golden: Golden) {
  const call = `${golden.call.split("); aggte(")[0]}, ${writtenArgs(golden)})`;
  const text = (name: string): string | null =>
    call.match(new RegExp(`\\b${name}\\s*=\\s*(?:c\\()?["']([^"']*)["']`))?.[1] ?? null;
  const flag = (name: string) => new RegExp(`\\b${name}\\s*=\\s*T(RUE)?\\b`).test(call);
  const off = (name: string) => new RegExp(`\\b${name}\\s*=\\s*F(ALSE)?\\b`).test(call);
  const id = text("idname") ?? idOf(golden) ?? "id";
  const crossSections = off("panel");
  const clusters = clusterNames(call).filter((name) => crossSections || name !== id);
  const control = text("control_group") ?? "nevertreated";
  const options: CallawaySantAnnaOptions = {
    control: control.startsWith("not") ? "not_yet" : "never",
    method: (text("est_method") ?? "dr") as "dr" | "ipw" | "reg",
    base: text("base_period") === "universal" ? "universal" : "varying",
    anticipation: Number(call.match(/\banticipation\s*=\s*(\d+)/)?.[1] ?? 0),
    cluster: clusters.length > 0,
    unbalanced: flag("allow_unbalanced_panel") ? "cross_sections" : "drop_units",
  };
  const columns =
    typeof golden.data === "string" ? {} : { ...golden.data, ...(golden.data.columns as object) };
  const named = (key: string) => (columns as Record<string, string | undefined>)[key]?.split(" ")[0] ?? null;
  return {
    options,
    file: fileOf(golden),
    y: text("yname") ?? named("y") ?? "y",
    time: text("tname") ?? named("time") ?? "year",
    id,
    group: text("gname") ?? named("g") ?? "g",
    terms: formulaTerms(call),
    cluster: clusters[0] ?? null,
    weights:
      text("weightsname") ??
      (typeof golden.data === "string" || "panel" in golden.data ? null : named("weights")),
    crossSections,
  };
}

function idOf({ data }: Golden): string | null {
  const columns = (typeof data === "string" ? {} : (data.columns ?? {})) as Record<
    string,
    string | undefined
  >;
  return columns.id?.split(" ")[0] ?? null;
}

/** Arguments a case lists beside its call, as the call would have them. */
function writtenArgs({ args = {} }: Golden): string {
  const written = (value: unknown): string => {
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (Array.isArray(value)) return `c(${value.map(written).join(", ")})`;
    return typeof value === "string" && !value.startsWith("~") ? `"${value}"` : String(value);
  };
  return Object.entries(args)
    .map(([name, value]) => `${name}=${written(value)}`)
    .join(", ");
}

function clusterNames(call: string): string[] {
  const given = call.match(/\bclustervars\s*=\s*(c\([^)]*\)|["'][^"']*["'])/)?.[1] ?? "";
  return [...given.matchAll(/["']([^"']*)["']/g)].map((match) => match[1] as string);
}

/** Right side of the formula, split at plus signs outside brackets; a*b stands for a + b + a:b. */
function formulaTerms(call: string): string[] {
  const start = call.search(/\bxformla\s*=\s*~/);
  if (start < 0) return [];
  const terms: string[] = [];
  let depth = 0;
  let term = "";
  for (const letter of call.slice(call.indexOf("~", start) + 1)) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (depth < 0 || (depth === 0 && letter === ",")) break;
    if (depth === 0 && letter === "+") {
      terms.push(term.trim());
      term = "";
    } else term += letter;
  }
  terms.push(term.trim());
  const written = terms.filter((name) => name !== "" && name !== "1" && name !== "NULL");
  const whole = written.flatMap((name) => {
    const parts = name.split("*").map((part) => part.trim());
    return parts.length === 2 && !name.includes("(") ? [...parts, parts.join(":")] : [name];
  });
  return [...new Set(whole)];
}

/** The columns of a term: a name, I(x^2), log(x), sqrt(x), a:b, or the indicators of factor(x) but the first. */
export function termColumns(
  term: string,
  column: (name: string) => (number | null)[],
): Record<string, (number | null)[]> {
  const call = term.match(/^(I|log|sqrt|factor|as\.factor)\((.*)\)$/);
  const map = (name: string, f: (x: number) => number) => ({
    [term]: column(name.trim()).map((x) => (x === null ? null : f(x))),
  });
  if (!call) {
    const parts = term.split(":").map((part) => column(part.trim()));
    const first = parts[0] ?? [];
    return {
      [term]: first.map((_, row) =>
        parts.reduce<number | null>((product, part) => {
          const x = part[row] ?? null;
          return product === null || x === null ? null : product * x;
        }, 1),
      ),
    };
  }
  const [, kind, inner] = call as unknown as [string, string, string];
  if (kind === "log") return map(inner, Math.log);
  if (kind === "sqrt") return map(inner, Math.sqrt);
  if (kind === "I") {
    const [name = "", power = "1"] = inner.split("^");
    return map(name, (x) => x ** Number(power));
  }
  const values = column(inner.trim());
  const levels = [...new Set(values)].filter((x): x is number => x !== null).sort((x, y) => x - y);
  return Object.fromEntries(
    levels
      .slice(1)
      .map((level) => [`${term}${level}`, values.map((x) => (x === null ? null : x === level ? 1 : 0))]),
  );
}
