import type { Rule } from "../picture/aws-event";
import type { Journey, Place } from "../picture/journey";

export const KINDS: Readonly<Record<Rule, { letter: string; name: string }>> = {
  "mc-tag-change-events": { letter: "T", name: "changed tag" },
  "mc-instance-state-change-events": { letter: "S", name: "state of an instance" },
  "mc-cloudtrail-events": { letter: "C", name: "API call" },
};

export const PLACES: Readonly<Record<Place, string>> = {
  queue: "waits in the queue",
  forwarder: "is being posted",
  mechcloud: "delivered",
  refused: "set aside",
  undeliverable: "undeliverable",
};

interface Props {
  readonly journey: Journey;
  readonly onSelect: (id: string) => void;
}

/** One event, drawn where it is. */
export function Chip({ journey: { event, rule, what, resources, place }, onSelect }: Props) {
  const text = `${what} ${resources[0]}, ${PLACES[place]}`;
  return (
    <button type="button" class={`chip ${rule}`} data-event={event.id} title={text} onClick={() => onSelect(event.id)}>
      <span aria-hidden="true">{KINDS[rule].letter}</span>
      <span class="visually-hidden">{text}</span>
    </button>
  );
}
