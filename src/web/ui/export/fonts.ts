/** The site's own letters as rules that hold the font itself: a picture cannot ask for one. Empty where there are none. */
export async function lettersOf(text: string): Promise<string> {
  const rules: string[] = [];
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const family = rule.style.getPropertyValue("font-family").replace(/["']/g, "");
      const [, address] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src")) ?? [];
      if (!address || !/-latin-wght/.test(address) || !text.includes(family)) continue;
      const response = await fetch(new URL(address, sheet.href ?? document.baseURI));
      if (!response.ok) continue;
      const weight = rule.style.getPropertyValue("font-weight") || "normal";
      const data = await dataUrl(await response.blob());
      rules.push(`@font-face{font-family:"${family}";font-weight:${weight};src:url(${data})}`);
    }
  }
  return rules.join("");
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("The font could not be read"));
    reader.readAsDataURL(blob);
  });
}
