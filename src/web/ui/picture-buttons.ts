import { h } from "../dom.ts";

/** Buttons that save the figure they stand in as a picture; the code comes with the first use. */
export function pictureButtons(): HTMLElement {
  const button = (kind: "svg" | "png") => {
    const own = h(
      "button",
      {
        type: "button",
        class: "quiet needs-script",
        "data-picture": kind,
        onclick: async () => {
          const figure = own.closest("figure");
          if (!figure) return;
          own.disabled = true;
          try {
            const { savePicture } = await import("./export/picture.ts");
            await savePicture(figure, kind);
          } finally {
            own.disabled = false;
          }
        },
      },
      kind.toUpperCase(),
    );
    return own;
  };
  return h("span", { class: "pictures" }, button("svg"), button("png"));
}
