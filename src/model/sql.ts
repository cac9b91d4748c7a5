/** The only place that turns names and text into SQL. Values are bound wherever a statement allows it. */
export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`;
