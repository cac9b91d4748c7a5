import { describe, expect, it } from "vitest";
import { networkLayout } from "../../src/site/page-data/twinning-network.ts";
import { textWidth } from "../../src/web/charts/canvas.ts";
import { placeLabels } from "../../src/web/charts/network-labels.ts";
import { networkOf } from "../../src/web/charts/network-links.ts";
import { shortened } from "../../src/web/charts/timeline.ts";
import type { Arrangement, Role } from "../../src/web/data/twinning.ts";

const arrangement = (id: string, members: Record<string, Role>): Arrangement =>
  ({
    id,
    members: Object.entries(members).map(([iso3, role]) => ({ iso3, role, joined: null })),
  }) as unknown as Arrangement;

const pairs = (...list: Arrangement[]) =>
  networkOf(list).links.map((l) => `${l.from}${l.directed ? ">" : "-"}${l.to}`);

describe("links", () => {
  it("run from the one supporter to each receiver, and from each supporter to the one receiver", () => {
    expect(pairs(arrangement("P1", { FIN: "supporting", KEN: "supported", AFG: "supported" }))).toEqual([
      "FIN>AFG",
      "FIN>KEN",
    ]);
    expect(pairs(arrangement("P1", { FIN: "supporting", CAN: "supporting", JOR: "supported" }))).toEqual([
      "CAN>JOR",
      "FIN>JOR",
    ]);
  });

  it("join a few peers to each other, but do not claim exchange among those one country supports", () => {
    expect(pairs(arrangement("P1", { IRL: "peer", LBR: "peer", TLS: "peer" }))).toEqual([
      "IRL-LBR",
      "IRL-TLS",
      "LBR-TLS",
    ]);
    expect(pairs(arrangement("P1", { IRL: "supporting", LTU: "peer", MLT: "peer" }))).toEqual([
      "IRL>LTU",
      "IRL>MLT",
    ]);
  });

  it("go through the arrangement where sources do not say who pairs with whom", () => {
    const network = networkOf([
      arrangement("P05", { DNK: "supporting", NOR: "supporting", KEN: "supported", NPL: "supported" }),
    ]);
    expect(network.hubs).toEqual(["P05"]);
    expect(network.links).toHaveLength(4);
    expect(network.links.filter((l) => l.to === "P05").map((l) => l.from)).toEqual(["DNK", "NOR"]);
    expect(
      networkOf([arrangement("P9", { AAA: "peer", BBB: "peer", CCC: "peer", DDD: "peer" })]).hubs,
    ).toEqual(["P9"]);
  });

  it("leave out hosts and chairs", () => {
    const network = networkOf([
      arrangement("P1", { USA: "facilitator", NOR: "supporting", IRQ: "supported" }),
    ]);
    expect(network.countries).toEqual(["IRQ", "NOR"]);
  });
});

describe("layout", () => {
  const all = [
    arrangement("P1", { FIN: "supporting", KEN: "supported" }),
    arrangement("P2", { FIN: "supporting", AFG: "supported" }),
    arrangement("P3", { AAA: "peer", BBB: "peer", CCC: "peer", DDD: "peer" }),
  ];

  it("is the same for the same arrangements, whatever their order, and stays inside its frame", () => {
    const first = networkLayout(all, 300, 200);
    expect(networkLayout([...all].reverse(), 300, 200)).toEqual(first);
    expect(Object.keys(first.places).sort()).toEqual(["AAA", "AFG", "BBB", "CCC", "DDD", "FIN", "KEN", "P3"]);
    for (const [x, y] of Object.values(first.places)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(300);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(200);
    }
    expect(new Set(Object.values(first.places).map(String)).size).toBe(8);
  });
});

describe("names on the network", () => {
  const point = (id: string, x: number, y: number, more = {}) => ({ id, text: id, x, y, radius: 5, ...more });

  it("never lie on each other; one without room is left out", () => {
    const points = ["Aaaaaaaaaa", "Bbbbbbbbbb", "Cccccccccc", "Dddddddddd", "Eeeeeeeeee", "Ffffffffff"].map(
      (id, i) => point(id, 100 + i, 50),
    );
    const placed = placeLabels(points, 220, 100);
    expect(placed[0]?.id).toBe("Aaaaaaaaaa");
    expect(placed.length).toBeLessThan(6);
    const boxes = placed.map((l) => {
      const w = textWidth(l.text);
      const left = l.anchor === "start" ? l.x : l.anchor === "end" ? l.x - w : l.x - w / 2;
      return { left, right: left + w, top: l.y - 10, bottom: l.y };
    });
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  });

  it("stay in the frame and off the lines", () => {
    expect(placeLabels([point("Somewhere", 195, 50)], 200, 100)[0]?.anchor).toBe("end");
    expect(placeLabels([point("Somewhere", 100, 50)], 300, 100, [[100, 50, 300, 50]])[0]?.anchor).toBe("end");
  });

  it("may cover a point only where they must be read", () => {
    const crowd = Array.from({ length: 40 }, (_, i) => ({
      id: `n${i}`,
      text: "",
      x: (i % 8) * 12 + 10,
      y: Math.floor(i / 8) * 12 + 20,
      radius: 5,
    }));
    expect(placeLabels([point("Liberia", 58, 44), ...crowd], 120, 90).some((l) => l.id === "Liberia")).toBe(
      false,
    );
    expect(
      placeLabels([point("Liberia", 58, 44, { must: true }), ...crowd], 120, 90).some(
        (l) => l.id === "Liberia",
      ),
    ).toBe(true);
  });

  it("are cut at the end of a word", () => {
    expect(shortened("Finland – Kenya", 500)).toBe("Finland – Kenya");
    expect(shortened("Finland – Afghanistan twinning programme", 160)).toBe("Finland – Afghanistan…");
    expect(shortened("Finland – Afghanistan", 90)).toBe("Finland…");
  });
});
