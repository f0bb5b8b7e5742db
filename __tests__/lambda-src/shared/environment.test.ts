import { required, SettingsError } from "../../../lambda-src/shared/environment";

test("a variable that is set is read", () => {
  expect(required({ TOPIC_ARN: "arn:topic", TEAM_ID: "team-1" }, "TEAM_ID")).toBe("team-1");
});

test.each([{}, { TEAM_ID: undefined }, { TEAM_ID: "" }])("a variable missing in %j is refused", (environment) => {
  expect(() => required(environment, "TEAM_ID")).toThrow(new SettingsError("TEAM_ID environment variable is missing"));
});
