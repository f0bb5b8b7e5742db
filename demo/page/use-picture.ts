import { useEffect, useState } from "preact/hooks";
import { announcementOf } from "../picture/announcement";
import type { Fact } from "../picture/facts";
import { EMPTY_PICTURE, type Picture, withFact } from "../picture/picture";

export interface Seen {
  readonly picture: Picture;
  /** What a screen reader should say. */
  readonly announcement: string;
  /** Whether facts come in. */
  readonly isConnected: boolean;
}

/** Follows the demo's stream of facts. A browser connects again by itself, and gets what it missed. */
export function usePicture(): Seen {
  const [seen, setSeen] = useState<Seen>({ picture: EMPTY_PICTURE, announcement: "", isConnected: true });
  useEffect(() => {
    const source = new EventSource("/facts");
    source.onopen = () => setSeen((last) => ({ ...last, isConnected: true }));
    source.onerror = () => setSeen((last) => ({ ...last, isConnected: false }));
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const facts = JSON.parse(data) as Fact[];
      setSeen((last) => facts.reduce(withAnnouncement, last));
    };
    return () => source.close();
  }, []);
  return seen;
}

function withAnnouncement({ picture, announcement, isConnected }: Seen, fact: Fact): Seen {
  const after = withFact(picture, fact);
  return { picture: after, announcement: announcementOf(fact, picture, after) ?? announcement, isConnected };
}
