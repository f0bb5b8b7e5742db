import type { Picture } from "../picture/picture";

const MARKS = { started: "▶", done: "✓", failed: "✗" } as const;
const MEANINGS = { started: "now", done: "done", failed: "failed" } as const;

/** What the demo tells by itself. */
export function Story({ picture: { chapters } }: { readonly picture: Picture }) {
  return (
    <section class="story" aria-labelledby="story">
      <h2 id="story">The story</h2>
      {chapters.length === 0 && <p>It begins once everything is deployed.</p>}
      <ol>
        {chapters.map(({ number, title, expected, text, progress }) => (
          <li key={number} class={progress}>
            <h3>
              <span aria-hidden="true">{MARKS[progress]}</span>
              <span class="visually-hidden">{MEANINGS[progress]}: </span> {title}
            </h3>
            <p class="note">{expected}</p>
            {text && <p>{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
