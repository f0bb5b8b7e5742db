import type { Picture } from "../picture/picture";
import { scalrSummaryOf } from "../picture/scalr-event";
import { clock } from "../picture/status";

const SHOWN = 5;

type Entry = Picture["scalr"][number];

/** What became of Scalr's events. */
export function Scalr({ picture: { scalr } }: { readonly picture: Picture }) {
  const logged = scalr.filter(({ place }) => place === "log");
  const ofType = (type: "run" | "audit") => logged.filter(({ event }) => event && scalrSummaryOf(event).type === type);
  return (
    <section class="scalr" aria-labelledby="scalr">
      <h2 id="scalr">Scalr</h2>
      <div class="columns">
        <Entries title="Runs" entries={ofType("run")} />
        <Entries title="Audit log" entries={ofType("audit")} />
        <Entries title="Destinations" entries={scalr.filter(({ place }) => place === "destination")} />
        <section aria-labelledby="scalr-alerts">
          <h3 id="scalr-alerts">Alerts, as people get them</h3>
          {scalr
            .filter(({ place }) => place === "alert")
            .slice(-1)
            .map(({ text, at }) => (
              // A long message is scrolled by keyboard, too.
              <pre key={at} tabIndex={0} aria-label="Latest alert">
                {text}
              </pre>
            ))}
        </section>
      </div>
    </section>
  );
}

function Entries({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) {
  const id = `scalr-${title.replace(" ", "-").toLowerCase()}`;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {title} ({entries.length})
      </h3>
      <ul>
        {entries.slice(-SHOWN).map(({ at, name, place, event }, index) => {
          const { what, resource, workspace } = event
            ? scalrSummaryOf(event)
            : { what: "", resource: "", workspace: "" };
          return (
            <li key={index}>
              <time>{clock(at)}</time> {place === "destination" && `${name}: `}
              {what} {workspace} <span class="id">{resource}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
