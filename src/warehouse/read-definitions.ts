import type { Effects } from "../effects.ts";
import { ReferenceFileError } from "../errors/data-errors.ts";
import type { Row } from "../model/column.ts";
import { partnership, partnershipMember } from "../model/contracts/twinning.ts";
import { readJsonList } from "./register-manifest.ts";

export const DEFINITIONS_PATH = "reference/twinning-definitions.json";
const PATH = DEFINITIONS_PATH;

interface Definition {
  definition_id: string;
  label: string;
  statement: string;
  kinds: string[];
  roles: string[];
  evidence: string[];
  date_rule: string;
  excluded: string[];
  excluded_reason: string | null;
}

/** Twinned is a definition, not a fact: the definitions are data, checked against the codes of the register. */
export async function readDefinitions(effects: Effects, dataDir: string): Promise<Row[]> {
  const list = (await readJsonList(effects, dataDir, PATH, [
    "definition_id",
    "label",
    "statement",
    "date_rule",
  ])) as Definition[];
  const ids = new Set<string>();
  return list.map((d, i) => {
    checkCodes(d, "kinds", partnership.columns.kind?.codes, i);
    checkCodes(d, "roles", partnershipMember.columns.role?.codes, i);
    checkCodes(d, "evidence", partnership.columns.evidence_strength?.codes, i);
    if (ids.has(d.definition_id)) {
      throw new ReferenceFileError(
        "A definition stands twice",
        { file: `data/${PATH}`, row: i + 1, value: d.definition_id },
        "Give it another id",
      );
    }
    ids.add(d.definition_id);
    return {
      definition_id: d.definition_id,
      position: i + 1,
      label: d.label,
      statement: d.statement,
      kinds: d.kinds.join(";"),
      roles: d.roles.join(";"),
      evidence: d.evidence.join(";"),
      date_rule: d.date_rule,
      excluded: d.excluded.length > 0 ? d.excluded.join(";") : null,
      excluded_reason: d.excluded_reason,
    };
  });
}

function checkCodes(
  d: Definition,
  field: "kinds" | "roles" | "evidence",
  codes: Record<string, string> | undefined,
  i: number,
) {
  const values = d[field];
  const wrong = Array.isArray(values)
    ? values.find((v) => !codes || !Object.hasOwn(codes, v))
    : String(values);
  if (wrong !== undefined) {
    throw new ReferenceFileError(
      `Definition ${d.definition_id} has an unknown code in ${field}`,
      { file: `data/${PATH}`, row: i + 1, column: field, value: wrong },
      `Use: ${Object.keys(codes ?? {}).join(", ")}`,
    );
  }
}
