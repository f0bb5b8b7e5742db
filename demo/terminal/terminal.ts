import type { FactLog } from "../fact-log";
import { statusOf } from "../picture/status";
import { linesOf } from "./lines";
import { Screen } from "./screen";

/** Tells the facts in the terminal, and below them what happens now. */
export class Terminal extends Screen {
  constructor(log: FactLog) {
    super(() => statusOf(log.picture, Date.now()));
    const start = Date.now();
    log.onFact((fact, before) => {
      for (const { text, colour } of linesOf(fact, before, log.picture, { start, columns: this.columns })) {
        this.print(text, colour);
      }
    });
  }
}
