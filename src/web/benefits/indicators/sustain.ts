import type { BenefitArrangement } from "../../data/benefits.ts";
import { partnershipLink } from "../../site-link.ts";
import { answerOf, type Indicator, type Unit } from "../indicator.ts";
import type { Scope } from "../scope.ts";

/** Calendar years that a short arrangement lasts at most. */
const SHORT = 3;
/** Years from announcement to first activity that are not yet slow. */
const SLOW = 1;

const STATUS: Record<string, boolean> = { lapsed: true, announced: true, active: false, completed: false };

const NO_LIFE: Record<string, string> = {
  announced: "only announced",
  start_unknown: "start unknown",
  umbrella: "umbrella of another one",
};

function short({ life, noLife }: BenefitArrangement): Pick<Unit, "answer" | "why"> {
  if (!life) return { answer: "unknown", why: NO_LIFE[noLife ?? ""] ?? "no duration known" };
  const years = life.last - life.start + 1;
  const seen = `${life.start} to ${life.last}`;
  if (life.end === "ended") return { answer: answerOf(years <= SHORT), why: `${seen}, ended` };
  if (years > SHORT)
    return { answer: "no", why: `${seen}, ${life.end === "ongoing" ? "going on" : "end unknown"}` };
  return {
    answer: "unknown",
    why: `${seen} documented, ${life.end === "ongoing" ? "going on" : "end unknown"}`,
  };
}

function slow({ announced, firstActivity }: BenefitArrangement): Pick<Unit, "answer" | "why"> {
  const known = announced !== null && firstActivity !== null;
  return {
    answer: answerOf(known ? firstActivity - announced > SLOW : null),
    why: `announced ${announced ?? "in an unknown year"}, first dated activity ${firstActivity ?? "unknown"}`,
  };
}

export function sustainIndicators(scope: Scope): Indicator[] {
  const make = (
    id: string,
    statement: string,
    definition: string,
    answer: (a: BenefitArrangement) => Pick<Unit, "answer" | "why">,
    left: (a: BenefitArrangement) => boolean = () => false,
  ): Indicator => ({
    id: `sustain-${id}`,
    statement,
    definition,
    unit: "arrangement",
    decides: true,
    units: scope.counting
      .map(({ arrangement }) => arrangement)
      .filter((a) => !left(a))
      .map((a) => ({ name: a.name, href: partnershipLink(a.id), ...answer(a) })),
  });
  return [
    make(
      "start",
      `More than ${SLOW === 1 ? "a year" : `${SLOW} years`} from announcement to the first activity`,
      "Calendar years between the announcement and the first dated activity; unknown where either is not dated.",
      slow,
    ),
    make(
      "lapsed",
      "Announced only, or lapsed",
      "Last documented status. Active and completed count as “no”; completed does not say that it worked.",
      ({ status }) => ({ answer: answerOf(STATUS[status] ?? null), why: `status: ${status}` }),
    ),
    make(
      "short",
      `Ended within ${SHORT} calendar years`,
      `First to last documented year, both counted, as on the page Plans over time. Longer traces are “no”; short traces with an unknown end, or that go on, are unknown. Single events are left out.`,
      short,
      ({ life }) => life?.event === true,
    ),
  ];
}
