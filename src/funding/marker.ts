import type { AidFigure } from "./types.ts";

/** Gender markers: 2 principal, 1 significant. */
export const MARKERS = ["gender_1+2", "gender_1", "gender_2"] as const;
export type Marker = (typeof MARKERS)[number];

/** Where the aid goes; each is drawn apart, since the sources' lists and totals differ. */
export const AID_SCOPES = ["allocable", "humanitarian", "fragile"] as const;
export type AidScope = (typeof AID_SCOPES)[number];

export interface MarkerFigure extends AidFigure {
  marker: Marker;
  scope: AidScope;
  /** First and last year that the figure stands for. */
  from: number;
  to: number;
  /** The source gives only an upper bound. */
  upperBound: boolean;
}

const NAMES = /^(gender_1\+2|gender_1|gender_2)( share)?( upper bound)?$/;

function scopeOf(figure: AidFigure): AidScope | null {
  if (figure.donorCode !== "DAC") return null;
  if (figure.stage === "ODA commitments, bilateral allocable") return "allocable";
  if (figure.stage === "ODA commitments, humanitarian") return "humanitarian";
  return figure.recipientCode === "FRAGILE" && !figure.stage.includes("peace and security")
    ? "fragile"
    : null;
}

/** A figure of the marker series of all DAC members, or null where it belongs to no series. */
export function markerFigure(figure: AidFigure): MarkerFigure | null {
  const name = NAMES.exec(figure.what);
  const scope = scopeOf(figure);
  if (!name || !scope || figure.from === null || figure.to === null) return null;
  return {
    ...figure,
    marker: name[1] as Marker,
    scope,
    from: figure.from,
    to: figure.to,
    upperBound: name[3] !== undefined,
  };
}

export interface MarkerPanel {
  marker: Marker;
  scope: AidScope;
  figures: MarkerFigure[];
}

/** Panels of one measure: one per scope and marker that has figures, in a fixed order. */
export function markerPanels(aid: readonly AidFigure[], measure: "amount" | "share"): MarkerPanel[] {
  const all = aid.flatMap((f) => (f.measure === measure ? (markerFigure(f) ?? []) : []));
  return AID_SCOPES.flatMap((scope) =>
    MARKERS.flatMap((marker) => {
      const figures = all
        .filter((f) => f.scope === scope && f.marker === marker)
        .sort((a, b) => a.from - b.from || a.to - b.to);
      return figures.length === 0 ? [] : [{ scope, marker, figures }];
    }),
  );
}

/** "fund" for PBF and WPHF, "other" for what is neither a marker series nor a fund. */
export function aidKind(figure: AidFigure): "marker" | "fund" | "other" {
  if (markerFigure(figure)) return "marker";
  return /^(PBF|WPHF)\b/.test(figure.what) ? "fund" : "other";
}

/** Fund of a figure: "PBF" or "WPHF", or null. */
export const fundOf = (figure: AidFigure): "PBF" | "WPHF" | null => {
  const fund = /^(PBF|WPHF)\b/.exec(figure.what)?.[1];
  return fund === "PBF" || fund === "WPHF" ? fund : null;
};
