import { changesOf, withRelease } from "../../../scripts/release/changelog";

const CHANGELOG = `# Changelog

All changes.

## Unreleased

### Added

- A dashboard.

## 0.1.0 - 2026-01-01

- The first version.
`;

test("a release takes the unreleased changes", () => {
  const released = withRelease(CHANGELOG, "0.2.0", "2026-02-03");

  expect(changesOf(released, "0.2.0")).toBe("### Added\n\n- A dashboard.");
  expect(changesOf(released, "0.1.0")).toBe("- The first version.");
  expect(released).toContain("## Unreleased\n\n## 0.2.0 - 2026-02-03\n\n### Added");
});

test("nothing unreleased cannot be released", () => {
  const released = withRelease(CHANGELOG, "0.2.0", "2026-02-03");

  expect(() => withRelease(released, "0.3.0", "2026-02-04")).toThrow('nothing under "## Unreleased"');
});

test("a version without changes is named", () => {
  expect(() => changesOf(CHANGELOG, "0.1.1")).toThrow("no changes of 0.1.1");
});
