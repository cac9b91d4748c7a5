// A second thread for the specification curve: lets Node read TypeScript, then hands over to curve-worker.ts.
import { register } from "tsx/esm/api";

register();
await import("./curve-worker.ts");
