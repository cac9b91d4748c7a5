import { type Notice, notice } from "../core/result.ts";
import { type Spells, twinnedIds } from "../core/spells.ts";

/** Below this many clusters the sandwich variance is too small. */
const FEW_CLUSTERS = 30;
const FEW_TREATED = 5;
/** Events a parameter needs before normal intervals are to be believed (Peduzzi et al. 1995). */
const EVENTS_PER_PARAMETER = 10;

/** Reasons not to believe a standard error, counted over the spells. */
export function spellWarnings(
  spells: Spells,
  about: { twinnedUsed: boolean; clustered: boolean; events: number; parameters: number },
): Notice[] {
  const out: Notice[] = [];
  if (about.twinnedUsed) {
    const count = twinnedIds(spells);
    if (count < FEW_TREATED) {
      const words = `Only ${count} plans are twinned while observed: standard errors are too small, permute the twin dates instead`;
      out.push(notice("few_treated", words, { count }));
    }
  }
  if (about.clustered && spells.clusters.length < FEW_CLUSTERS) {
    const words = `Only ${spells.clusters.length} clusters: clustered standard errors are too small`;
    out.push(notice("few_clusters", words, { count: spells.clusters.length }));
  }
  if (about.events < EVENTS_PER_PARAMETER * about.parameters) {
    const words = `Only ${about.events} events for ${about.parameters} parameters: consider Firth's penalty`;
    out.push(notice("few_events", words, { count: about.events }));
  }
  return out;
}
