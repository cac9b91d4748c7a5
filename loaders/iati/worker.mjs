// A second thread for reading datasets: lets Node read TypeScript, then hands over to worker.ts.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
