import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const FLIGHT_MS = 700;
/** What an event passes, in this order. */
const WAY = ["rules", "queue", "forwarder", "mechcloud"];

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Lets each event fly from where it was to where it is, through the stations between, unless motion is unwanted. */
export function useFlight(ref: RefObject<HTMLElement | null>, change: unknown): void {
  const last = useRef(new Map<string, { station: string; point: Point }>());
  useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const seen: typeof last.current = new Map();
    for (const station of root.querySelectorAll<HTMLElement>("[data-station]")) {
      const name = station.dataset.station ?? "";
      for (const chip of station.querySelectorAll<HTMLElement>("[data-event]")) {
        const id = chip.dataset.event ?? "";
        const before = last.current.get(id);
        // A flight that is still on would be measured in the air.
        const point = before?.station === name ? before.point : middle(chip);
        seen.set(id, { station: name, point });
        if (isCalm || before?.station === name) continue;
        const way = before ? [before.point] : stationsBefore(root, name);
        fly(chip, point, way);
      }
    }
    last.current = seen;
  }, [change]);
}

/** The middles of the stations that a new event has passed. */
function stationsBefore(root: HTMLElement, name: string): Point[] {
  const end = WAY.includes(name) ? WAY.indexOf(name) : name === "refused" ? 3 : 1;
  return WAY.slice(0, end).flatMap((passed) => {
    const station = root.querySelector<HTMLElement>(`[data-station="${passed}"]`);
    return station ? [middle(station)] : [];
  });
}

function fly(chip: HTMLElement, end: Point, way: readonly Point[]): void {
  const frames = [...way, end].map(({ x, y }) => ({ transform: `translate(${x - end.x}px, ${y - end.y}px)` }));
  chip.animate(frames, { duration: FLIGHT_MS, easing: "ease-in-out" });
}

function middle(element: HTMLElement): Point {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}
