/** Names and text as SQL. Loaders cannot reach src/warehouse; the rule is the same as there. */
export const sqlName = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;
