import { useState } from "preact/hooks";
import { statusOf } from "../picture/status";
import { Buttons } from "./buttons";
import { CloudBoxes } from "./cloud-boxes";
import { EventDialog } from "./event-dialog";
import { EventList } from "./event-list";
import { Scalr } from "./scalr";
import { Story } from "./story";
import { useNow } from "./use-now";
import { type Seen, usePicture } from "./use-picture";
import { Way } from "./way";

export function App() {
  const { picture, announcement, isConnected } = usePicture();
  const [shown, setShown] = useState<string>();
  const journey = shown === undefined ? undefined : picture.journeys.get(shown);
  return (
    <>
      <header>
        <h1>aws-event-relay on a local AWS</h1>
        <p class="note">
          A development aid, and not MechCloud: MechCloud, Scalr and AWS are stand-ins on this computer. The modules,
          their functions and Terraform are real.
        </p>
        <Status picture={picture} isConnected={isConnected} />
        <p class="visually-hidden" role="status">
          {isConnected ? announcement : "The connection to the demo is lost."}
        </p>
      </header>
      <main>
        <Way picture={picture} onSelect={setShown} />
        <CloudBoxes picture={picture} />
        <Story picture={picture} />
        <Buttons picture={picture} />
        <EventList picture={picture} onSelect={setShown} />
        <Scalr picture={picture} />
      </main>
      {journey && <EventDialog journey={journey} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Status({ picture, isConnected }: Pick<Seen, "picture" | "isConnected">) {
  const now = useNow();
  return (
    <p class="status">
      {isConnected || picture.ended ? statusOf(picture, now) : "The connection to the demo is lost. Trying again …"}
    </p>
  );
}
