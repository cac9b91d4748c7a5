import { type Child, h } from "../dom.ts";
import { fileSize } from "../format/bytes.ts";
import { plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { askCheck, askProfile } from "./ask-parser.ts";
import { Busy } from "./busy.ts";
import { missingChoice, relevant } from "./choice.ts";
import { choiceForm } from "./choice-form.ts";
import { LIMITS } from "./limits.ts";
import { type Naming, nameForm } from "./name-form.ts";
import { tooLarge } from "./read-csv.ts";
import { Refusal } from "./refusal.ts";
import { saveOwn } from "./store.ts";
import { summaryOf, usable } from "./summary.ts";
import { columnsTable, joined, previewTable, problemsView } from "./tables.ts";
import type { Checked, Interpretation, Profile, World } from "./types.ts";

interface Loaded {
  file: File;
  profile: Profile;
}

/** The part of the page that takes a file, shows what it is, and hands it to the other pages. */
export class Desk {
  readonly busy = new Busy();
  readonly result = h("div", { class: "own-result" });
  private turn = 0;
  private readonly columns = h("div");
  private readonly outcome = h("div", { class: "own-checked" });

  constructor(
    private readonly world: World,
    private readonly worker: string,
    /** Called when something was kept. */
    private readonly kept: () => void,
  ) {}

  async take(file: File): Promise<void> {
    this.turn++;
    this.busy.drop();
    this.result.replaceChildren();
    // Said before anything is read.
    if (file.size > LIMITS.bytes) {
      this.refuse(tooLarge());
      return;
    }
    const profile = await this.attempt(`Reading ${file.name}, ${fileSize(file.size)} …`, (options) =>
      askProfile({ file, world: this.world }, options),
    );
    if (profile) this.show({ file, profile });
  }

  refuse({ words }: Refusal): void {
    this.busy.say("The file cannot be read.");
    this.result.replaceChildren(
      h(
        "div",
        { class: "callout own-refused", "data-code": words.code },
        h("p", {}, h("strong", {}, `${words.what}.`)),
        h("p", {}, `${words.remedy}.`),
      ),
    );
  }

  private async attempt<T>(
    words: string,
    task: (options: { worker: string; signal: AbortSignal; progress: (share: number) => void }) => Promise<T>,
  ): Promise<T | null> {
    try {
      return await this.busy.run(words, (signal, progress) =>
        task({ worker: this.worker, signal, progress }),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(error);
      return null;
    }
  }

  private show(loaded: Loaded): void {
    const { profile } = loaded;
    const changed = (choice: Interpretation) => void this.check(loaded, choice);
    this.columns.replaceChildren();
    this.outcome.replaceChildren();
    this.result.replaceChildren(
      h("h2", {}, "What the columns are"),
      h("p", {}, "This is what the columns look like. Change what is not right."),
      choiceForm(profile.columns, profile.proposal, changed),
      this.columns,
      this.outcome,
    );
    changed(profile.proposal);
  }

  private async check(loaded: Loaded, choice: Interpretation): Promise<void> {
    const { file, profile } = loaded;
    this.busy.drop();
    this.busy.say(`Checking ${file.name} …`);
    this.outcome.replaceChildren();
    if (!(await this.showColumns(profile, choice))) return;
    const missing = missingChoice(choice, profile.columns);
    if (missing) {
      this.busy.say(missing);
      return;
    }
    const names = profile.columns.map(({ name }) => name);
    const used = relevant(choice);
    const checked = await this.attempt(`Checking ${file.name} …`, (options) =>
      askCheck({ file, world: this.world, choice: used, columns: names }, options),
    );
    if (checked) this.showChecked(loaded, used, checked);
  }

  /** Part by part, so that no part holds up the page. False where another file or choice came in between. */
  private async showColumns(profile: Profile, choice: Interpretation): Promise<boolean> {
    const turn = ++this.turn;
    await pause();
    if (turn !== this.turn) return false;
    this.columns.replaceChildren(...nodes(columnsTable(profile, choice)));
    await pause();
    if (turn !== this.turn) return false;
    const title = h("h3", {}, `The first ${plural(profile.preview.length, "row")}`);
    this.columns.append(title, ...nodes(previewTable(profile, choice)));
    return true;
  }

  private showChecked({ file, profile }: Loaded, choice: Interpretation, checked: Checked): void {
    const problems = joined(profile.problems, checked.problems);
    this.busy.say(
      `${file.name} is checked: ${plural(checked.rows, "row")}, ${plural(problems.total, "problem")}.`,
    );
    const suggested =
      choice.kind === "outcome" && choice.value !== null
        ? (profile.columns[choice.value]?.name ?? "")
        : file.name.replace(/\.\w+$/, "");
    const done = h("p", { class: "own-done", role: "status" });
    const use = (naming: Naming) => this.keep(file, naming, checked, done);
    this.outcome.replaceChildren(
      h("h2", {}, "What can be used"),
      h(
        "ul",
        { class: "prose" },
        summaryOf(checked, this.world).map((line) => h("li", {}, line)),
      ),
      h("h2", {}, "Problems"),
      h("div", { class: "own-problems" }, problemsView(problems)),
      ...(usable(checked) === 0
        ? []
        : [h("h2", {}, "Use it"), nameForm(choice.kind, suggested, problems.total, use), done]),
    );
  }

  private keep(file: File, { label, unit, better }: Naming, checked: Checked, done: HTMLElement): void {
    const { sha256, outcome, definition } = checked;
    const from = { file: file.name.slice(0, 200), sha256, label };
    const fault = outcome
      ? saveOwn({ outcome: { ...from, unit, better, ...outcome } })
      : definition && saveOwn({ definition: { ...from, ...definition } });
    if (fault) {
      done.replaceChildren(`${fault.what}. ${fault.remedy}.`);
      return;
    }
    const kind = outcome ? "outcome" : "definition";
    done.replaceChildren(
      `${label} is held in this tab. `,
      h("a", { href: siteLink(`workbench?${kind}=own`) }, "Open it in the workbench"),
      ".",
    );
    this.kept();
  }
}

/** Lets the page draw and answer before more is added to it. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A child as nodes, for replaceChildren. */
function nodes(child: Child): Node[] {
  return [...h("div", {}, child).childNodes];
}
