/** What may stand inside an element. Text always becomes a text node: nothing is ever parsed as HTML. */
export type Child = Node | string | number | null | undefined | false | Child[];

type Listener = (event: Event) => void;
export type Attributes = Record<string, string | number | boolean | null | undefined | Listener>;

const SVG = "http://www.w3.org/2000/svg";
const HTML = "http://www.w3.org/1999/xhtml";

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(typeof child === "object" ? child : String(child));
  }
}

/** An HTML element: `h("p", { class: "lead" }, "Text")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElementNS(HTML, tag) as HTMLElementTagNameMap[K], attributes, children);
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A link to another site, only for http and https; otherwise the bare text. */
export function externalLink(url: string | null, text: string): Node {
  if (!url || !/^https?:\/\//.test(url)) return document.createTextNode(text);
  return h("a", { href: url, rel: "noopener noreferrer external" }, text);
}
