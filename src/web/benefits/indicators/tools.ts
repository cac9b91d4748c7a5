import type { BenefitActivity, BenefitsData } from "../../data/benefits.ts";
import { partnershipLink } from "../../site-link.ts";
import type { Indicator } from "../indicator.ts";
import type { Scope } from "../scope.ts";

const TOOL_TYPES = new Set(["tool_shared", "joint_report"]);

export const isTool = ({ type }: BenefitActivity) => TOOL_TYPES.has(type);

export function toolIndicators(data: BenefitsData, scope: Scope): Indicator[] {
  const tools = (id: string) => data.activities.filter((a) => a.arrangement === id && isTool(a));
  const own = scope.counting.flatMap(({ arrangement }) => tools(arrangement.id));
  return [
    {
      id: "tools-documented",
      statement: "A shared tool or a joint report is documented",
      unit: "arrangement",
      definition:
        "An activity of the kind “tool shared” or “joint report”. Where there is none the answer is unknown: the register does not record that nothing was shared.",
      units: scope.counting.map(({ arrangement: { id, name } }) => {
        const found = tools(id);
        return {
          name,
          href: partnershipLink(id),
          answer: found.length > 0 ? "yes" : "unknown",
          why: found.length > 0 ? found.map((a) => a.id).join(", ") : "none found",
        };
      }),
      decides: true,
    },
    {
      id: "tools-used",
      statement: "The tool was used afterwards",
      unit: "tool or report",
      definition:
        "The register does not record use, so it is unknown for every tool. It could be told from later plans that take over its text or its indicators.",
      units: own.map((a) => ({
        name: `${a.id}: ${a.what}`,
        href: partnershipLink(a.arrangement),
        answer: "unknown",
        why: "use is not recorded",
      })),
      decides: true,
    },
  ];
}
