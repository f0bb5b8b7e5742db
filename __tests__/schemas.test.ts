import { readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type SampleEvent, sample, sampleNames } from "../samples/events";
import { ROOT } from "../scripts/lib/project";

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
addFormats(ajv);

/** Each as a user of the package finds it. */
const schemas = readdirSync(join(ROOT, "schemas")).map((file): [name: string, validate: ValidateFunction] => [
  file.replace(".json", ""),
  ajv.compile(jest.requireActual<object>(`aws-event-relay/schemas/${file}`)),
]);

const matching = (event: unknown) => schemas.filter(([, validate]) => validate(event)).map(([name]) => name);
const nameOf: Readonly<Record<string, string>> = {
  "Tag Change on Resource": "tag-change",
  "EC2 Instance State-change Notification": "instance-state-change",
  "AWS API Call via CloudTrail": "api-call",
  RunExecuted: "run-executed",
  AuditLog: "audit-log",
};

test("every sample event is valid by the schema of its form, and by no other", () => {
  const forms = sampleNames.map((name) => [name, matching(sample(name))]);

  expect(forms).toEqual(sampleNames.map((name) => [name, [nameOf[sample(name)["detail-type"]]]]));
  expect(new Set(forms.flatMap(([, names]) => names)).size).toBe(schemas.length);
});

describe.each(Object.values(nameOf))("the schema %s", (form) => {
  const event = sample(sampleNames.find((name) => nameOf[sample(name)["detail-type"]] === form)!);

  test.each<[what: string, change: Partial<SampleEvent>]>([
    ...Object.keys(event).map((key): [string, object] => [`without ${key}`, { [key]: undefined }]),
    ["of another source", { source: "acme.orders" }],
    ["with an empty detail", { detail: {} }],
    ["with a time that is none", { time: "yesterday" }],
  ])("rejects an event %s", (_what, change) => {
    expect(matching(JSON.parse(JSON.stringify({ ...event, ...change })))).toEqual([]);
  });

  test("accepts attributes that are not documented yet", () => {
    expect(matching({ ...event, detail: { ...event.detail, "new-attribute": 1 } })).toEqual([form]);
  });
});
