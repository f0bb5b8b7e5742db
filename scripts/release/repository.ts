import * as packageJson from "../../package.json";

interface Source {
  readonly repository?: string | { readonly url?: string };
}

/**
 * The address of the repository, such as "https://github.com/example/aws-event-relay": npm accepts a package with provenance only if
 * it names the repository that built it, and the documents in a release link to it.
 *
 * @param env in which a workflow on GitHub has the repository it runs in
 * @throws if package.json names none, or another one
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function repositoryAddress(
  env: NodeJS.ProcessEnv = process.env,
  { repository }: Source = packageJson as Source,
): string {
  const url = typeof repository === "string" ? repository : repository?.url;
  const address = /^(?:git\+)?(https:\/\/[^\s/@]+(?:\/[^\s/#]+)+\/[^\s/#]+?)(?:\.git)?$/.exec(url ?? "")?.[1];
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  const expected = server && name ? `${server}/${name}` : undefined;
  if (address && (!expected || address === expected)) return address;
  throw new Error(
    `repository.url in package.json must be git+${expected ?? "https://<host>/<owner>/<name>"}.git, not ${JSON.stringify(url)}: ` +
      'see "Releases" in docs/development.md.',
  );
}
