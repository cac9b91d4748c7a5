import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { externalLink, h } from "../../src/web/dom.ts";
import { type PageTools, startPage } from "../../src/web/page.ts";
import { countryLink } from "../../src/web/site-link.ts";
import { oneOf } from "../../src/web/state/url.ts";
import { figure } from "../../src/web/ui/figure.ts";

const globals = globalThis as { document?: unknown };
let root: HTMLElement;
beforeEach(() => {
  const { document } = parseHTML('<html><body><div id="app" data-base="../"></div></body></html>');
  globals.document = document;
  root = document.getElementById("app") as unknown as HTMLElement;
});
afterEach(() => {
  globals.document = undefined;
});

const HOSTILE = `<svg onload="alert(1)"><script>x</script>${"$"}{1+1}`;

describe("pages without a browser", () => {
  it("draws live parts again when the view changes", () => {
    let tools: PageTools<{ by: "a" | "b" }> | undefined;
    startPage(
      root,
      { n: 1 },
      {
        meta: () => ({ title: "t", description: "d" }),
        schema: { by: oneOf<"a" | "b">(["a", "b"], "a") },
        build: (data, t) => {
          tools = t;
          return [t.live((view) => h("p", {}, `${view.by}${data.n}`))];
        },
      },
    );
    expect(root.textContent).toBe("a1");
    tools?.set({ by: "b" });
    expect(root.textContent).toBe("b1");
  });

  it("links relative to the page's depth", () => {
    startPage(
      root,
      {},
      {
        meta: () => ({ title: "", description: "" }),
        schema: {},
        build: () => [h("a", { href: countryLink("LBR") }, "x")],
      },
    );
    expect(root.querySelector("a")?.getAttribute("href")).toBe("../countries/LBR");
  });

  it("shows hostile text as text", () => {
    root.replaceChildren(h("p", { title: HOSTILE }, HOSTILE));
    expect(root.querySelector("script, svg")).toBeNull();
    expect(root.textContent).toBe(HOSTILE);
    expect(parseHTML(`<body>${root.innerHTML}</body>`).document.querySelector("script, svg")).toBeNull();
  });

  it("links only to http and https", () => {
    expect(externalLink("javascript:alert(1)", "x").nodeType).toBe(3);
    expect(externalLink("data:text/html,x", "x").nodeType).toBe(3);
    expect((externalLink("https://a.org/", "x") as Element).getAttribute("rel")).toContain("noopener");
  });

  it("gives each figure a title, a description, a source, a table and a file of the same rows", () => {
    const element = figure({
      id: "f",
      title: "Finding",
      subtitle: "Things, %",
      description: "Long words",
      chart: null,
      empty: "No data.",
      rows: [
        { a: "x", b: null },
        { a: HOSTILE, b: 2 },
      ],
      columns: [
        { name: "a", label: "A", value: (r) => r.a },
        { name: "b", label: "B", value: (r) => r.b, numeric: true },
      ],
      sources: [{ label: "Register", asOf: "2026-01-01" }],
    });
    expect(element.querySelector("h3")?.textContent).toBe("Finding");
    expect(element.getAttribute("aria-describedby")).toBe("f-description");
    expect(element.querySelector(".source")?.textContent).toBe("Source: Register, as of 1 January 2026.");
    expect([...element.querySelectorAll("tbody tr")].map((r) => r.textContent)).toEqual([
      "xunknown",
      `${HOSTILE}2`,
    ]);
    expect(element.querySelector("[data-download]")?.getAttribute("data-download")).toBe("f.csv");
    expect(element.textContent).toContain("No data.");
  });
});
