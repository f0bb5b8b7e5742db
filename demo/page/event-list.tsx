import { type Journey } from "../picture/journey";
import type { Picture } from "../picture/picture";
import { clock } from "../picture/status";
import { PLACES } from "./chip";

const SHOWN = 30;

interface Props {
  readonly picture: Picture;
  readonly onSelect: (id: string) => void;
}

/** The newest events as a table: the way by keyboard to each of them. */
export function EventList({ picture: { journeys }, onSelect }: Props) {
  const newest = [...journeys.values()].slice(-SHOWN).reverse();
  return (
    <section class="events" aria-labelledby="events">
      <h2 id="events">The newest events</h2>
      {newest.length > 0 && (
        // A wide table is scrolled by keyboard, too.
        <div class="scroll" tabIndex={0} role="group" aria-labelledby="events">
          <table>
            <thead>
              <tr>
                <th scope="col">Event</th>
                <th scope="col">Resource</th>
                <th scope="col">Sent</th>
                <th scope="col">Now</th>
                <th scope="col">Tries</th>
                <th scope="col">Took</th>
              </tr>
            </thead>
            <tbody>
              {newest.map((journey) => (
                <Row key={journey.event.id} journey={journey} onSelect={onSelect} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ journey, onSelect }: { readonly journey: Journey } & Pick<Props, "onSelect">) {
  const { event, what, resources, sentAt, deliveredAt, tries, place } = journey;
  return (
    <tr>
      <td>
        <button type="button" class="link" onClick={() => onSelect(event.id)}>
          {what}
        </button>
      </td>
      <td class="id">{resources.length > 1 ? `${resources.length} resources` : resources[0]}</td>
      <td>{sentAt && clock(sentAt)}</td>
      <td>{PLACES[place]}</td>
      <td>{tries.length}</td>
      <td>{sentAt && deliveredAt && `${deliveredAt - sentAt} ms`}</td>
    </tr>
  );
}
