type Scalar = number | string | boolean | null;
type Value = Scalar | readonly Value[];

/** Columns by name, as the goldens' tables hold them. */
export type Columns = Readonly<Record<string, readonly (number | string | null)[]>>;

/** Value in one row of the few R expressions the goldens' calls use: names, numbers, + - * / ^, comparisons, log, I … */
export function evaluate(text: string, columns: Columns, row: number): Scalar {
  const tokens =
    text.match(/"[^"]*"|'[^']*'|[\d.]+(?:e[-+]?\d+)?|[A-Za-z.][\w.]*|[<>=!]=|%in%|[-+*/^<>&|(),!]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const levels: readonly (readonly string[])[] = [
    ["|"],
    ["&"],
    ["==", "!=", "<", ">", "<=", ">=", "%in%"],
    ["+", "-"],
    ["*", "/"],
    ["^"],
  ];
  const binary = (level: number): Value => {
    const operators = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    while (operators.includes(peek() ?? "")) left = combine(tokens[at++] as string, left, binary(level + 1));
    return left;
  };
  const unary = (): Value => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`Cannot read ${text}`);
    if (token === "-") return combine("-", 0, unary());
    if (token === "!") return call("!", [binary(2)]);
    if (token === "(") return closed();
    if (/^["']/.test(token)) return token.slice(1, -1);
    if (/^[\d.]/.test(token)) return Number(token);
    if (peek() === "(") {
      return call(token, listed());
    }
    const column = columns[token];
    if (!column) throw new Error(`No column ${token}`);
    return column[row] ?? null;
  };
  const listed = (): Value[] => {
    const values: Value[] = [];
    do {
      at++;
      values.push(binary(0));
    } while (peek() === ",");
    if (tokens[at++] !== ")") throw new Error(`Cannot read ${text}`);
    return values;
  };
  const closed = (): Value => {
    const value = binary(0);
    if (tokens[at++] !== ")") throw new Error(`Cannot read ${text}`);
    return value;
  };
  const value = binary(0);
  if (at !== tokens.length || typeof value === "object") {
    if (value !== null) throw new Error(`Cannot read ${text}`);
  }
  return value as Scalar;
}

function combine(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (operator === "%in%") return [right].flat().some((one) => String(one) === String(left));
  const [a, b] = [Number(left), Number(right)];
  const results: Record<string, () => Value> = {
    "==": () => String(left) === String(right),
    "!=": () => String(left) !== String(right),
    "<": () => a < b,
    ">": () => a > b,
    "<=": () => a <= b,
    ">=": () => a >= b,
    "&": () => a !== 0 && b !== 0,
    "|": () => a !== 0 || b !== 0,
    "+": () => a + b,
    "-": () => a - b,
    "*": () => a * b,
    "/": () => a / b,
    "^": () => a ** b,
  };
  return results[operator]?.() ?? null;
}

const ARITHMETIC: Record<string, (...x: number[]) => number> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  exp: Math.exp,
  abs: Math.abs,
  ceiling: Math.ceil,
  floor: Math.floor,
  pmax: Math.max,
  pmin: Math.min,
  max: Math.max,
  min: Math.min,
};

function call(name: string, values: readonly Value[]): Value {
  const [argument = null, second = null, third = null] = values;
  if (name === "is.na") return argument === null;
  if (name === "c") return values;
  if (name === "ifelse") return argument === null ? null : argument ? second : third;
  if (argument === null) return null;
  if (name === "!") return !argument;
  const arithmetic = ARITHMETIC[name];
  if (arithmetic) return values.includes(null) ? null : arithmetic(...values.map(Number));
  if (["I", "factor", "as.factor", "relevel", "as.numeric", "as.integer"].includes(name)) return argument;
  throw new Error(`No function ${name}`);
}

/** Splits at a separator outside of brackets and quotes. */
export function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (const c of text) {
    if (quote) quote = c === quote ? "" : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === "(") depth++;
    else if (c === ")") depth--;
    if (c === separator && depth === 0 && !quote) {
      parts.push(part.trim());
      part = "";
    } else part += c;
  }
  return [...parts, part.trim()];
}
