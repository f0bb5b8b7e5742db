import { CloudAccounts } from "../../../lambda-src/forwarder/cloud-accounts";
import { FUNCTION_ARN } from "../support/context";

const accounts = new CloudAccounts("ac-1", { "210987654321": "ac-2" });

test.each([
  ["the function's account", "123456789012", "ac-1"],
  ["another account", "210987654321", "ac-2"],
  ["an unknown account", "345678901234", undefined],
  ["no account", "", "ac-1"],
  ["a property of objects", "constructor", undefined],
])("the cloud account of %s", (_name, account, id) => {
  expect(accounts.idFor(account, FUNCTION_ARN)).toBe(id);
});

test("an account of its own without others", () => {
  expect(new CloudAccounts("ac-1").idFor("210987654321", FUNCTION_ARN)).toBeUndefined();
});
