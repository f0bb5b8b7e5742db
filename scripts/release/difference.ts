import { gunzipSync, unzipSync } from "fflate";

export type Contents = Uint8Array | undefined;

/**
 * What differs between two versions of a file, in words: the entries of archives, the first different line of a text.
 *
 * @param found undefined if there is none
 * @param expected undefined if there should be none
 * @returns nothing if they are the same, byte for byte
 */
export function differences(path: string, found: Contents, expected: Contents): string[] {
  if (expected === undefined) return [`${path}: is not generated`];
  if (found === undefined) return [`${path}: is missing`];
  if (Buffer.from(found).equals(Buffer.from(expected))) return [];
  const entries = [found, expected].map((file) => entriesOf(path, file)) as [Entries?, Entries?];
  if (!entries[0] || !entries[1]) return [`${path}: ${firstDifferentLine(found, expected)}`];
  const inside = differencesOf(entries[0], entries[1]).map((line) => `${path}: ${line}`);
  return inside.length > 0 ? inside : [`${path}: has the same files, packed in another way`];
}

/** What differs between two sets of files, by path. */
function differencesOf(found: Entries, expected: Entries): string[] {
  const paths = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...paths].sort().flatMap((path) => differences(path, found[path], expected[path]));
}

export type Entries = Readonly<Record<string, Uint8Array>>;

/** The files in an archive by path, or nothing if it is none. */
export function entriesOf(path: string, file: Uint8Array): Entries | undefined {
  if (path.endsWith(".zip")) return unzipSync(file);
  if (path.endsWith(".tgz")) return untar(gunzipSync(file));
  return undefined;
}

const BLOCK = 512;

/** The files of an archive that npm packed: plain files with short names. */
function untar(archive: Uint8Array): Entries {
  const files: Record<string, Uint8Array> = {};
  const text = (from: number, to: number) => Buffer.from(archive.subarray(from, to)).toString().replace(/\0.*$/s, "");
  for (let at = 0; at < archive.length && archive[at] !== 0; ) {
    const prefix = text(at + 345, at + 500);
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    files[prefix ? `${prefix}/${text(at, at + 100)}` : text(at, at + 100)] = archive.subarray(
      at + BLOCK,
      at + BLOCK + size,
    );
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function firstDifferentLine(found: Uint8Array, expected: Uint8Array): string {
  const [ours, theirs] = [found, expected].map((file) => Buffer.from(file).toString().split("\n")) as [
    string[],
    string[],
  ];
  const at = theirs.findIndex((line, n) => line !== ours[n]);
  const n = at < 0 ? theirs.length : at;
  const quote = (line?: string) => (line === undefined ? "the end" : JSON.stringify(line.slice(0, 100)));
  return `line ${n + 1} is ${quote(ours[n])}, not ${quote(theirs[n])}`;
}
