import type { ComponentChildren } from "preact";
import type { StationName } from "../picture/deployment";

interface Props {
  readonly name: StationName | "mechcloud";
  readonly title: string;
  readonly exists: boolean;
  readonly count?: number;
  /** Of the count: "sent". */
  readonly unit?: string;
  readonly children?: ComponentChildren;
}

/** A place that events pass, with their number. */
export function Station({ name, title, exists, count, unit, children }: Props) {
  return (
    <li class={`station ${name}`} data-station={name} data-exists={exists}>
      <h3>{title}</h3>
      {unit && (
        <p class="count">
          <strong>{count ?? 0}</strong> {unit}
        </p>
      )}
      {exists ? children : <p>Not created yet</p>}
    </li>
  );
}
