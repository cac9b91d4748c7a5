import { type Child, h } from "../dom.ts";
import { Engine } from "../engine/client.ts";
import { saveFile } from "../ui/download.ts";

/** Saves an R script with the data in it, made by the engine's worker; nothing where the page has no engine. */
export function scriptButton(worker: string | undefined, study: string | undefined): Child {
  if (!worker || !study) return null;
  let engine: Engine | null = null;
  const told = h("span", { class: "small", role: "status" });
  const save = async () => {
    told.replaceChildren("Being made…");
    try {
      engine ??= new Engine({ worker, study });
      saveFile("renewal-cox.R", await engine.ask("spellsScript", {}));
      told.replaceChildren("Saved.");
    } catch (error) {
      told.replaceChildren((error as Error).message);
    }
  };
  return h(
    "p",
    { class: "needs-script" },
    h(
      "button",
      { type: "button", id: "save-spells-script", onclick: () => void save() },
      "R script of the renewal model",
    ),
    " ",
    told,
    h(
      "span",
      { class: "small" },
      " The model of the analysis plan (default definition, all generations) with its data, for R with the package survival.",
    ),
  );
}
