import { useRef } from "preact/hooks";
import { isCreated, type StationName } from "../picture/deployment";
import { countsOf, type Place } from "../picture/journey";
import type { Picture } from "../picture/picture";
import { mechCloudText, relayState, relayText, tokenText } from "../picture/status";
import { Chip, KINDS } from "./chip";
import { Station } from "./station";
import { useFlight } from "./use-flight";
import { useNow } from "./use-now";

const SHOWN = 24;

interface Props {
  readonly picture: Picture;
  readonly onSelect: (id: string) => void;
}

/** The way of the events from EC2 to MechCloud, with each event where it is. */
export function Way({ picture, onSelect }: Props) {
  const ref = useRef<HTMLOListElement>(null);
  useFlight(ref, picture.size);
  const { journeys, queues, parts, mechCloud } = picture;
  const { sent, delivered, queued, setAside } = countsOf(journeys.values());
  const exists = (station: StationName) => isCreated(parts, station);
  const chips = (place: Place) => <Chips picture={picture} place={place} onSelect={onSelect} />;
  return (
    <section class="way" aria-labelledby="way">
      <h2 id="way">The way of an event</h2>
      <ol ref={ref} class="stations">
        <Station name="rules" title="EventBridge rules" exists={exists("rules")} count={sent} unit="sent">
          <ul class="legend">
            {Object.entries(KINDS).map(([rule, { letter, name }]) => (
              <li key={rule}>
                <span class={`chip ${rule}`}>{letter}</span> {name}
              </li>
            ))}
          </ul>
        </Station>
        <Station name="queue" title="FIFO queue" exists={exists("queue")} count={queued} unit="queued">
          {queues && (
            <p>
              SQS says: {queues.visible} visible, {queues.inFlight} in flight
            </p>
          )}
          {chips("queue")}
        </Station>
        <Station name="forwarder" title="Forwarder" exists={exists("forwarder")}>
          <ForwarderState picture={picture} />
          {chips("forwarder")}
        </Station>
        <Station name="mechcloud" title="MechCloud" exists={mechCloud !== undefined} count={delivered} unit="delivered">
          <p class={`state ${mechCloud?.isUp ? "running" : "paused"}`}>{mechCloudText(mechCloud)}</p>
          {chips("mechcloud")}
        </Station>
        <Station
          name="undeliverable"
          title="Dead-letter queue of the rules"
          exists={exists("undeliverable")}
          count={queues?.undeliverable}
          unit="undeliverable"
        >
          {chips("undeliverable")}
        </Station>
        <Station
          name="refused"
          title="Dead-letter queue of the FIFO queue"
          exists={exists("refused")}
          count={queues?.refused}
          unit="set aside"
        >
          {chips("refused")}
        </Station>
        <li class="sum">
          {sent} sent = {delivered} delivered + {queued} queued + {setAside} set aside
        </li>
      </ol>
    </section>
  );
}

function ForwarderState({ picture }: Pick<Props, "picture">) {
  const now = useNow();
  const relay = relayState(picture, now);
  return (
    <>
      <p class={`state ${relay.is}`}>{relayText(relay, now)}</p>
      <p>{tokenText(picture.token, now)}</p>
    </>
  );
}

function Chips({ picture, place, onSelect }: Pick<Props, "picture" | "onSelect"> & { readonly place: Place }) {
  const here = [...picture.journeys.values()].filter((journey) => journey.place === place);
  if (here.length === 0) return null;
  return (
    <ul class="chips" aria-label="Events here">
      {here.length > SHOWN && <li>+{here.length - SHOWN}</li>}
      {here.slice(-SHOWN).map((journey) => (
        <li key={journey.event.id}>
          <Chip journey={journey} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}
