/** How one part of a view stands in the URL. */
export interface Param<T> {
  fallback: T;
  /** The value that a text means, or undefined when it means none: then the fallback holds. */
  read: (text: string) => T | undefined;
  write: (value: T) => string;
}

export type Schema<V> = { [K in keyof V]: Param<V[K]> };

/** One of a fixed list. */
export const oneOf = <T extends string>(values: readonly T[], fallback: T): Param<T> => ({
  fallback,
  read: (text) => values.find((v) => v === text),
  write: (value) => value,
});

/** Any subset of a fixed list, in the list's order, joined by ".". Empty means none chosen. */
export const someOf = <T extends string>(values: readonly T[]): Param<readonly T[]> => ({
  fallback: [],
  read: (text) => {
    const chosen = new Set(text.split("."));
    return values.filter((v) => chosen.has(v));
  },
  write: (value) => value.join("."),
});

/** Free text, cut to a sane length. */
export const freeText = (): Param<string> => ({
  fallback: "",
  read: (text) => text.slice(0, 100),
  write: (value) => value,
});

/** The view that a query string means. Unknown keys are left alone, unknown values fall back. */
export function readView<V extends object>(schema: Schema<V>, search: string): V {
  const query = new URLSearchParams(search);
  const view: Partial<V> = {};
  for (const key of Object.keys(schema) as (keyof V & string)[]) {
    const text = query.get(key);
    const param = schema[key];
    view[key] = text === null ? param.fallback : (param.read(text) ?? param.fallback);
  }
  return view as V;
}

/** The query string of a view: only what differs from the fallback, other keys kept. */
export function writeView<V extends object>(schema: Schema<V>, view: V, search: string): string {
  const query = new URLSearchParams(search);
  for (const key of Object.keys(schema) as (keyof V & string)[]) {
    const param = schema[key];
    const text = param.write(view[key]);
    if (text === param.write(param.fallback)) query.delete(key);
    else query.set(key, text);
  }
  const out = query.toString();
  return out ? `?${out}` : "";
}
