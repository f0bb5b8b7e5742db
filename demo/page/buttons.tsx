import { useState } from "preact/hooks";
import { ACTIONS, type Action, type ActionName, actionNames, obstacleOf } from "../picture/actions";
import { happened } from "../picture/happened";
import type { Picture } from "../picture/picture";

const GROUPS = ["EC2", "MechCloud", "Scalr"] as const;

/** What a person can do, each with what should happen, and what did. */
export function Buttons({ picture }: { readonly picture: Picture }) {
  return (
    <section class="buttons" aria-labelledby="buttons">
      <h2 id="buttons">Try it</h2>
      {GROUPS.map((group) => (
        <div key={group} role="group" aria-labelledby={`buttons-${group}`}>
          <h3 id={`buttons-${group}`}>{group}</h3>
          <ul>
            {actionNames
              .filter((name) => ACTIONS[name].group === group)
              .map((name) => (
                <ActionButton key={name} name={name} picture={picture} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function ActionButton({ name, picture }: { readonly name: ActionName; readonly picture: Picture }) {
  const [problem, setProblem] = useState<string>();
  const { label, expected }: Action = ACTIONS[name];
  const obstacle = obstacleOf(name, picture);
  const last = picture.acts.findLast((act) => act.name === name);
  const isUnderWay = last !== undefined && last.endedAt === undefined;
  const press = async () => {
    const response = await fetch(`/actions/${name}`, { method: "POST" }).catch((error: Error) => error);
    if (response instanceof Error) setProblem(response.message);
    else setProblem(response.ok ? undefined : await response.text());
  };
  return (
    <li>
      <button
        type="button"
        data-action={name}
        disabled={obstacle !== undefined || isUnderWay}
        aria-describedby={`${name}-expected`}
        onClick={() => void press()}
      >
        {label}
      </button>
      <p id={`${name}-expected`}>
        {expected} {obstacle && <em>Not now: {obstacle}</em>}
      </p>
      {(problem ?? last) && (
        <p class="happened">
          <strong>Happened:</strong> {problem ?? (last && happened(last, picture))}
        </p>
      )}
    </li>
  );
}
