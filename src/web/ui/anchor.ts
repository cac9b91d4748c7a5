/**
 * Brings the place that the address names into view once the page has drawn itself, and opens what hides it. Only in
 * the browser, once the page stands.
 */
export function goToAnchor(): void {
  if (typeof window === "undefined") return;
  const show = () => {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target) return;
    for (let e: Element | null = target; e; e = e.parentElement)
      if (e.tagName === "DETAILS") e.setAttribute("open", "");
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    // A whole section needs no frame to be found.
    if (target.tagName !== "SECTION") target.classList.add("here");
    target.scrollIntoView();
  };
  show();
  window.addEventListener("hashchange", show);
}
