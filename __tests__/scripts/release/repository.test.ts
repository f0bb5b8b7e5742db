import { repositoryAddress } from "../../../scripts/release/repository";

const ADDRESS = "https://github.com/example/aws-event-relay";
const onGitHub = (name: string) => ({ GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: name });

test.each([
  ["as npm writes it", { url: `git+${ADDRESS}.git` }],
  ["as a browser shows it", { url: ADDRESS }],
  ["as a text", `${ADDRESS}.git`],
])("the address %s", (_form, repository) => {
  expect(repositoryAddress({}, { repository })).toBe(ADDRESS);
  expect(repositoryAddress(onGitHub("example/aws-event-relay"), { repository })).toBe(ADDRESS);
});

test.each([
  [{}, undefined, "must be git+https://<host>/<owner>/<name>.git, not undefined"],
  [{}, "github:example/aws-event-relay", 'git, not "github:example/aws-event-relay"'],
  [{}, "https://github.com/example", 'git, not "https://github.com/example"'],
  [{}, `${ADDRESS}/`, `git, not "${ADDRESS}/"`],
  [{}, `${ADDRESS}.git#main`, `git, not "${ADDRESS}.git#main"`],
  [{}, "https://me:token@github.com/example/aws-event-relay", 'git, not "https://me:token@'],
  [onGitHub("other/fork"), ADDRESS, `must be git+https://github.com/other/fork.git, not "${ADDRESS}"`],
])("in %p, the address %p is refused", (env, repository, message) => {
  expect(() => repositoryAddress(env, { repository })).toThrow(message);
});
