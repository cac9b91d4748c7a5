import { describe, expect, test } from "vitest";
import type { NapError } from "../../src/errors/nap-error.ts";
import { makeRedact } from "../../src/net/redact.ts";
import { answer, failing as busy, redirect, resetAtOnce, shortBody } from "../support/fault-server/faults.ts";
import type { Handler } from "../support/fault-server.ts";
import { ask, failing, HOST, left, startBench, times } from "./support.ts";

const bench = startBench();
const GOOD = answer("[1,2,3]");

describe("redirects", () => {
  test("to another host of the source, by absolute, relative and mirror addresses", async () => {
    const hosts = [HOST, "files.test"];
    const end = ask({ hosts, url: "https://files.test/end?v=2" });
    bench.server.route("/files.test/end", GOOD);
    const middle = ask({ hosts });
    bench.server.route(middle.path, redirect(end.url, 307));
    const second = ask({ hosts });
    bench.server.route(second.path, redirect(`${bench.server.url}${middle.path}`, 301));
    const first = ask({ hosts });
    bench.server.route(first.path, redirect(`/${second.name}`));
    const got = await bench.net.get(first, await bench.file());
    expect(got.modified && got.finalUrl).toBe("https://files.test/end?v=2");
    expect(bench.server.requests.at(-1)?.path).toBe("/files.test/end?v=2");
  });

  test.each([
    ["a stranger", "https://stranger.test/x", /stranger\.test is not one of the source's hosts/],
    ["a stranger with the host's name in front", `https://${HOST}.stranger.test/x`, /not one of/],
    ["another port", `https://${HOST}:8443/x`, /not one of/],
    ["a file", "file:///etc/passwd", /not https but file/],
    ["plain http", `http://${HOST}/x`, /not https but http/],
    ["a script", "javascript:alert(1)", /not https/],
    ["an address with a password", `https://user:pass@${HOST}/x`, /user name or password/],
    ["no address", "https://", /no address/],
  ])("to %s is refused", async (_, location, words) => {
    const request = ask();
    bench.server.route(request.path, redirect(location));
    const file = await bench.file();
    const before = bench.server.requests.length;
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe("redirect");
    expect(fault.message).toMatch(words);
    expect(fault.message).not.toContain("user:pass");
    expect(bench.server.requests.length - before, "only the first was asked").toBe(1);
    expect(await left(file)).toEqual([]);
  });

  test("round in circles, and on and on", async () => {
    const one = ask();
    const two = ask();
    bench.server.route(one.path, redirect(two.url));
    bench.server.route(two.path, redirect(one.url));
    expect((await failing(bench.net.get(one, await bench.file()))).message).toMatch(/circles/);
    const many = ask();
    bench.server.route(many.path, (exchange) => {
      const step = Number(exchange.url.searchParams.get("step") ?? 0) + 1;
      return redirect(`${many.url}?step=${step}`)(exchange);
    });
    expect((await failing(bench.net.get(many, await bench.file()))).message).toMatch(/more than 5 redirects/);
    expect(times(bench.server, many.path), "the first and five more").toBe(6);
  });

  test("without an address", async () => {
    const request = ask();
    bench.server.route(request.path, answer("", {}, 302));
    expect((await failing(bench.net.get(request, await bench.file()))).code).toBe("redirect");
  });

  test("the first address must be the source's own and https", async () => {
    for (const url of ["http://api.test/x", "https://stranger.test/x"]) {
      expect((await failing(bench.net.get(ask({ url }), await bench.file()))).code).toBe("redirect");
    }
  });
});

const SECRET = "s3cr3t/Value+42";

/** All that an error shows anywhere: text, stack, JSON, causes. */
function everything(fault: unknown): string {
  const parts: string[] = [];
  for (let at = fault; at instanceof Error; at = at.cause) {
    parts.push(
      at.message,
      at.stack ?? "",
      JSON.stringify(at),
      JSON.stringify(Object.getOwnPropertyDescriptors(at)),
    );
  }
  return parts.join("\n");
}

describe("a secret", () => {
  const secret = { header: "x-access-token", value: SECRET };

  test("goes to the first host only", async () => {
    const hosts = [HOST, "files.test"];
    const request = ask({ hosts, secret });
    bench.server.route(request.path, redirect("https://files.test/secretless"));
    bench.server.route("/files.test/secretless", GOOD);
    await bench.net.get(request, await bench.file());
    const [first, second] = bench.server.requests.slice(-2);
    expect(first?.headers["x-access-token"]).toBe(SECRET);
    expect(second?.path).toBe("/files.test/secretless");
    expect(second?.headers).not.toHaveProperty("x-access-token");
  });

  const echo = `{"your token":"${SECRET}"}`;
  test.each<[string, Handler]>([
    ["an error status", busy(403, undefined, echo)],
    ["retries", busy(503, undefined, echo)],
    ["another kind", answer(`Bad token ${SECRET}`)],
    ["a web page", answer(`<html><title>${SECRET}</title></html>`)],
    ["a redirect", redirect(`https://stranger.test/?q=${encodeURIComponent(SECRET)}`)],
    ["a circle", redirect(`?q=${encodeURIComponent(SECRET)}`)],
    ["too short", answer(`["${SECRET}"]`)],
    ["a packing", answer("x", { "content-encoding": SECRET })],
    ["a reset", resetAtOnce],
    ["a short body", shortBody(`["${SECRET}"`, 500)],
  ])("is in no error and no event: %s", async (_, handler) => {
    const request = ask({ secret, minBytes: 100 });
    bench.server.route(request.path, handler);
    bench.events.length = 0;
    const shown =
      everything(await failing(bench.net.get(request, await bench.file()))) + JSON.stringify(bench.events);
    expect(shown.length).toBeGreaterThan(100);
    for (const form of [SECRET, encodeURIComponent(SECRET), "s3cr3t"]) expect(shown).not.toContain(form);
  });

  test("is in no header and no address that is kept", async () => {
    const request = ask({ secret });
    bench.server.route(request.path, redirect(`/end?q=${encodeURIComponent(SECRET)}&apikey=abc&plain=1`));
    bench.server.route(`/${HOST}/end`, answer("[1]", { etag: `"${SECRET}"` }));
    const got = await bench.net.get(request, await bench.file());
    expect(JSON.stringify(got)).not.toContain("s3cr3t");
    expect(got.modified && got.finalUrl).toBe(`https://${HOST}/end?q=[secret]&apikey=[redacted]&plain=1`);
  });

  test("words of it are hidden too, as in `Bearer …`", () => {
    const redact = makeRedact("Bearer abcdef123");
    expect(redact.text("token abcdef123 is invalid")).toBe("token [secret] is invalid");
    expect(redact.url("https://u:p@x.test/a?Subscription-Key=1&year=2#t")).toBe(
      "https://[redacted]@x.test/a?Subscription-Key=[redacted]&year=2#t",
    );
  });
});

test("errors of the client are of the family", async () => {
  const fault: NapError = await failing(bench.net.get(ask({ url: "http://x.test/" }), await bench.file()));
  expect(fault.toJSON()).toMatchObject({ code: "redirect", remedy: expect.stringMatching(/\w/) });
});
