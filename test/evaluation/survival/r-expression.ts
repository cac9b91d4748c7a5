type Value = number | string | boolean | null;

/** Columns by name, as the goldens' tables hold them. */
export type Columns = Readonly<Record<string, readonly (number | string | null)[]>>;

/** Value in one row of the few R expressions the goldens' calls use: names, numbers, + - * / ^, comparisons, log, I … */
export function evaluate(text: string, columns: Columns, row: number): Value {
  const tokens =
    text.match(/"[^"]*"|'[^']*'|[\d.]+(?:e[-+]?\d+)?|[A-Za-z.][\w.]*|[<>=!]=|[-+*/^<>&|(),!]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const levels: readonly (readonly string[])[] = [
    ["|"],
    ["&"],
    ["==", "!=", "<", ">", "<=", ">="],
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
    if (token === "(") return closed();
    if (/^["']/.test(token)) return token.slice(1, -1);
    if (/^[\d.]/.test(token)) return Number(token);
    if (peek() === "(") {
      at++;
      return call(token, closed());
    }
    const column = columns[token];
    if (!column) throw new Error(`No column ${token}`);
    return column[row] ?? null;
  };
  const closed = (): Value => {
    const value = binary(0);
    if (tokens[at++] !== ")") throw new Error(`Cannot read ${text}`);
    return value;
  };
  const value = binary(0);
  if (at !== tokens.length) throw new Error(`Cannot read ${text}`);
  return value;
}

function combine(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
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

function call(name: string, argument: Value): Value {
  if (argument === null) return null;
  const x = Number(argument);
  if (name === "log") return Math.log(x);
  if (name === "log2") return Math.log2(x);
  if (name === "sqrt") return Math.sqrt(x);
  if (name === "exp") return Math.exp(x);
  if (["I", "factor", "as.factor", "as.numeric"].includes(name)) return argument;
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
