import { type Box, boxesOf } from "../picture/cloud";
import type { Picture } from "../picture/picture";

/** What MechCloud knows, as nested boxes, and beside each whether EC2 says the same. */
export function CloudBoxes({ picture: { cloud, ec2 } }: { readonly picture: Picture }) {
  const boxes = boxesOf(cloud, ec2);
  return (
    <section class="cloud" aria-labelledby="cloud">
      <h2 id="cloud">The cloud as MechCloud knows it</h2>
      <p class="note">
        Drawn from nothing but the events that arrived. <span class="same">✓</span> EC2 says the same;{" "}
        <span class="differs">≠</span> EC2 says something else.
      </p>
      {boxes.length === 0 ? <p>Nothing has arrived yet.</p> : <Boxes boxes={boxes} />}
    </section>
  );
}

function Boxes({ boxes }: { readonly boxes: readonly Box[] }) {
  return (
    <ul class="boxes">
      {boxes.map((box) => (
        <li key={box.id} class={`box ${box.type} ${box.state ?? ""}`} data-resource={box.id} data-known={box.isKnown}>
          <p>
            <strong>{box.name ?? box.type}</strong> <Comparison difference={box.difference} />
            {box.state && <span class="resource-state"> {box.state}</span>}
            <span class="id">
              {box.id} {box.cidr}
            </span>
          </p>
          {box.boxes.length > 0 && <Boxes boxes={box.boxes} />}
        </li>
      ))}
    </ul>
  );
}

function Comparison({ difference }: Pick<Box, "difference">) {
  if (difference) return <span class="differs">≠ {difference}</span>;
  return (
    <span class="same">
      <span aria-hidden="true">✓</span>
      <span class="visually-hidden">EC2 says the same</span>
    </span>
  );
}
