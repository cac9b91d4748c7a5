export const SITE_TITLE = "Twinning of WPS national action plans";

/** The pages of the site, in reading order. */
export const NAVIGATION: readonly { path: string; label: string }[] = [
  { path: "/", label: "Overview" },
  { path: "/answer", label: "Does it help?" },
  { path: "/twinning", label: "Twinning" },
  { path: "/outcomes", label: "Outcomes" },
  { path: "/funding", label: "Funding" },
  { path: "/countries/", label: "Countries" },
  { path: "/data", label: "Data" },
  { path: "/methods", label: "Methods" },
  { path: "/sources", label: "Sources" },
];

/** Pages that belong to the answer; a bar of their own leads from one to the other. */
const EVIDENCE = /^\/(answer|workbench|curve|plans-over-time|benefits|own-data|brief)$/;

const isCurrent = (path: string, page: string) =>
  path === "/"
    ? page === "/index" || page === "/"
    : page.startsWith(path.replace(/\/$/, "")) ||
      (path === "/answer" && EVIDENCE.test(page)) ||
      (path === "/twinning" && page.startsWith("/partnerships"));

/** Banner and navigation; record text never comes in here. */
export function headerHtml({ path }: { path: string }): string {
  const links = NAVIGATION.map(
    (n) =>
      `<li><a href="${n.path}"${isCurrent(n.path, path) ? ' aria-current="page"' : ""}>${n.label}</a></li>`,
  ).join("");
  return `<a class="skip" href="#observablehq-main">Skip to the content</a>
<div class="banner"><a class="wordmark" href="/"><svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true"><circle cx="10" cy="10" r="8.5" class="mark-a"/><circle cx="18" cy="10" r="8.5" class="mark-b"/></svg><span>Twinning of WPS national action plans</span></a>
<nav aria-label="Main"><ul>${links}</ul></nav></div>`;
}

export const footerHtml = `<div class="colophon"><p><strong>What this is.</strong> An open evidence base on the twinning of national action plans on Women, Peace and Security (UN Security Council resolution 1325). It shows what is associated with twinning; it does not show what twinning causes.</p>
<ul><li><a href="/methods">Definitions and limits</a></li><li><a href="/sources">Sources and licences</a></li><li><a href="/changes">What changed</a></li><li><a href="/data">Download everything</a></li></ul></div>`;
