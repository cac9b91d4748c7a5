import { h } from "../dom.ts";

/** A place to drop a file on, with a native field for everybody else. */
export function dropZone(taken: (file: File) => void, refused: (what: string) => void): HTMLElement {
  const input = h("input", {
    type: "file",
    id: "own-file",
    accept: ".csv,.tsv,.tab,.txt,text/csv,text/plain",
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // So that the same file, corrected, can be chosen again.
    if (file) taken(file);
    input.value = "";
  });
  const zone = h(
    "div",
    { class: "own-drop needs-script" },
    h("label", { for: "own-file" }, "Drop a CSV file here, or choose one"),
    input,
  );
  const over = (on: boolean) => zone.classList.toggle("over", on);
  zone.addEventListener("dragenter", () => over(true));
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget as Node | null)) over(false);
  });
  zone.addEventListener("drop", (event) => {
    over(false);
    const files = event.dataTransfer?.files;
    const file = files?.[0];
    if (!file) refused("What was dropped is not a file.");
    else if (files.length > 1) refused("Several files were dropped. Drop one at a time.");
    else taken(file);
  });
  return zone;
}

/** Keeps a file that misses the place from replacing the page. */
export function guardDrops(): void {
  for (const name of ["dragover", "drop"] as const)
    window.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
}
