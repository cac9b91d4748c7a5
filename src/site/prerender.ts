import type { PageMeta } from "../web/page.ts";

/** What every module below src/web/pages exports. */
export interface PageModule {
  start(root: HTMLElement, data: never): void;
  meta(data: never): PageMeta;
}

/**
 * Draws a page into its root without a browser, by the very code that runs in one: readers without scripts, search
 * engines and slow lines get content at once.
 */
export function prerender(document: unknown, root: HTMLElement, data: unknown, module: PageModule): PageMeta {
  const globals = globalThis as { document?: unknown };
  const before = globals.document;
  globals.document = document;
  try {
    module.start(root, data as never);
    return module.meta(data as never);
  } finally {
    globals.document = before;
  }
}
