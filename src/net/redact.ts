const SECRET_NAME = /key|token|secret|signature|^sig$|auth|passw|credential|subscription|session/i;
const MAX_URL = 300;

/** Makes texts safe to show: no secret, no value of a secret-looking query field. */
export interface Redact {
  text(text: string): string;
  url(url: string | URL): string;
}

/** True where an address has a query field that looks like a secret. */
export function looksSecret(url: string): boolean {
  return blackOut(url) !== url;
}

/** @param secret the value never to be shown; each word of it is hidden, plain, URL-encoded and in base64. */
export function makeRedact(secret?: string): Redact {
  const words = secret ? [secret, ...secret.split(/\s+/).filter((word) => word.length >= 6)] : [];
  const hidden = words
    .flatMap((word) => [word, encodeURIComponent(word), Buffer.from(word).toString("base64")])
    .filter((word) => word !== "");
  const text = (plain: string) => hidden.reduce((safe, word) => safe.split(word).join("[secret]"), plain);
  return {
    text,
    url(url) {
      const safe = text(blackOut(String(url)));
      return safe.length > MAX_URL ? `${safe.slice(0, MAX_URL)}…` : safe;
    },
  };
}

function blackOut(url: string): string {
  return url
    .replace(/^([a-z+.-]+:\/\/)[^/?#@]*@/i, "$1[redacted]@")
    .replace(/([?&;])([^=&;#]+)=([^&;#]*)/g, (whole, before: string, name: string) =>
      SECRET_NAME.test(decoded(name)) ? `${before}${name}=[redacted]` : whole,
    );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
