import { useEffect, useRef } from "preact/hooks";
import type { Journey } from "../picture/journey";
import { clock } from "../picture/status";
import { PLACES } from "./chip";

interface Props {
  readonly journey: Journey;
  readonly onClose: () => void;
}

/** All about one event: its times, its tries, and its JSON. */
export function EventDialog({ journey, onClose }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  const { event, rule, what, resources, place, sentAt, deliveredAt, tries, reason = {} } = journey;
  const facts: [string, string | undefined][] = [
    ["Rule", rule],
    ["AWS account and region", [event.account, event.region].filter(Boolean).join(", ")],
    ["Cloud account", tries.find(({ cloudAccountId }) => cloudAccountId)?.cloudAccountId],
    ["Resources", resources.join(", ")],
    ["Now", PLACES[place]],
    ["Sent", sentAt && precise(sentAt)],
    ["Delivered", deliveredAt && precise(deliveredAt)],
    ["Took", sentAt && deliveredAt ? `${deliveredAt - sentAt} ms` : undefined],
    ...Object.entries(reason).map(([name, value]): [string, string] => [`Set aside: ${name}`, value]),
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <dialog ref={ref} aria-labelledby="event" onClose={onClose}>
      <h2 id="event">{what}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>Tries</h3>
      <ol>
        {tries.map(({ at, answeredAt, status, answer }) => (
          <li key={at}>
            {precise(at)}:{" "}
            {status === undefined ? "no answer yet" : status === 0 ? "no answer" : `HTTP status ${status}`}
            {answeredAt !== undefined && ` after ${answeredAt - at} ms`} <code>{answer}</code>
          </li>
        ))}
      </ol>
      <h3>JSON</h3>
      {/* Long JSON is scrolled by keyboard, too. */}
      <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}

const precise = (at: number): string => `${clock(at)}.${String(at % 1000).padStart(3, "0")}`;
