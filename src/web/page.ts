import type { Child } from "./dom.ts";
import { h } from "./dom.ts";
import { setBase } from "./site-link.ts";
import { readView, type Schema, writeView } from "./state/url.ts";
import { goToAnchor } from "./ui/anchor.ts";

/** What a page gets to build itself with. */
export interface PageTools<V> {
  view(): V;
  /** Changes part of the view: the address follows and every live part is drawn again. */
  set(change: Partial<V>): void;
  /** Calls back after each change of the view. */
  onChange(callback: (view: V) => void): void;
  /** A part that is drawn again when the view or its own width changes; a `still` one only for its width. */
  live(
    render: (view: V, width: number) => Child,
    options?: { class?: string; polite?: boolean; still?: boolean },
  ): HTMLElement;
  /** Draws one of those parts again because what it shows has changed otherwise. */
  redraw(part: HTMLElement): void;
}

/** What the browser's tab, search engines and shared links show. */
export interface PageMeta {
  title: string;
  description: string;
}

export interface PageSpec<D, V extends object> {
  meta(data: D): PageMeta;
  schema: Schema<V>;
  build(data: D, tools: PageTools<V>): Child[];
}

/** Width that charts are drawn for before the browser says better. */
const STATIC_WIDTH = 1136;

const hasWindow = () => typeof window !== "undefined";

interface Part<V> {
  element: HTMLElement;
  render: (view: V, width: number) => Child;
  width: number;
  still: boolean;
}

/** Addresses of files that a page's worker reads by itself; empty while the page is drawn without a browser. */
export type Resources = Readonly<Record<string, string>>;

/** Builds a page into its root: in the browser for good, and once before that for readers without scripts. */
export function startPage<D, V extends object>(root: HTMLElement, data: D, spec: PageSpec<D, V>): void {
  setBase(root.dataset.base);
  const search = () => (hasWindow() ? window.location.search : "");
  let view = readView(spec.schema, search());
  const callbacks: ((view: V) => void)[] = [];
  const parts: Part<V>[] = [];

  const draw = (part: Part<V>) => {
    part.element.replaceChildren();
    const child = part.render(view, part.width);
    for (const node of [child].flat(9))
      if (node) part.element.append(typeof node === "object" ? (node as Node) : String(node));
  };
  const changed = () => {
    for (const part of parts) if (!part.still) draw(part);
    for (const callback of callbacks) callback(view);
  };
  const tools: PageTools<V> = {
    view: () => view,
    set(change) {
      view = { ...view, ...change };
      if (hasWindow()) {
        const { pathname, hash } = window.location;
        window.history.replaceState(null, "", `${pathname}${writeView(spec.schema, view, search())}${hash}`);
      }
      changed();
    },
    onChange: (callback) => void callbacks.push(callback),
    live(render, options = {}) {
      const element = h("div", { class: options.class, "aria-live": options.polite ? "polite" : null });
      const part = { element, render, width: STATIC_WIDTH, still: options.still ?? false };
      parts.push(part);
      return element;
    },
    redraw(element) {
      const part = parts.find((one) => one.element === element);
      if (part) draw(part);
    },
  };
  root.replaceChildren(...(spec.build(data, tools).flat(9).filter(Boolean) as (Node | string)[]));
  for (const part of parts) part.width = part.element.clientWidth || STATIC_WIDTH;
  for (const part of parts) draw(part);
  if (!hasWindow()) return;
  watchWidths(parts, draw);
  window.addEventListener("popstate", () => {
    view = readView(spec.schema, search());
    changed();
  });
  root.dataset.ready = "true";
  goToAnchor();
}

function watchWidths<V>(parts: Part<V>[], draw: (part: Part<V>) => void): void {
  const byElement = new Map<Element, Part<V>>(parts.map((p) => [p.element, p]));
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const part = byElement.get(entry.target);
      const width = Math.round(entry.contentRect.width);
      if (!part || width === 0 || Math.abs(width - part.width) < 2) continue;
      part.width = width;
      draw(part);
    }
  });
  for (const part of parts) observer.observe(part.element);
}
