/** What a drawing looks like, in properties that every reader of SVG knows. */
const LOOK = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "visibility",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "font-variant-numeric",
  "letter-spacing",
  "text-anchor",
  "dominant-baseline",
];

/** A copy of a drawing that needs no style sheet: what the sheet says is written into each element. */
export function standingAlone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  const gone: Element[] = [];
  originals.forEach((original, i) => {
    const target = copies[i];
    if (!(target instanceof SVGElement)) return;
    const style = getComputedStyle(original);
    if (style.display === "none") gone.push(target);
    for (const property of LOOK) {
      const value = style.getPropertyValue(property);
      if (value) target.setAttribute(property, value);
    }
    for (const name of ["class", "style", "tabindex", "role", "aria-hidden"]) target.removeAttribute(name);
  });
  for (const element of gone) element.remove();
  return copy;
}
