const UNRELEASED = "## Unreleased";

/**
 * The changelog with the unreleased changes under a version.
 *
 * @param date such as "2026-11-28"
 * @throws if nothing is unreleased
 */
export function withRelease(changelog: string, version: string, date: string): string {
  if (!section(changelog, UNRELEASED)) throw new Error(`CHANGELOG.md has nothing under "${UNRELEASED}" to release.`);
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version} - ${date}`);
}

/**
 * What changed in a version, in Markdown.
 *
 * @throws if the changelog does not have it
 */
export function changesOf(changelog: string, version: string): string {
  const changes = section(changelog, `## ${version} - `);
  if (!changes)
    throw new Error(`CHANGELOG.md has no changes of ${version}: release with "npm version", see docs/development.md.`);
  return changes;
}

/** The text below the heading that begins in that way. */
function section(changelog: string, heading: string): string | undefined {
  const parts = `\n${changelog}`.split(/\n(?=## )/);
  return parts
    .find((part) => part.startsWith(heading))
    ?.split("\n")
    .slice(1)
    .join("\n")
    .trim();
}
