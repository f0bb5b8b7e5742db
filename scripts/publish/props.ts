import * as eventing from "../../modules/eventing/settings";
import * as mechcloud from "../../modules/mechcloud/settings";
import * as scalr from "../../modules/scalr/settings";
import { describe, type Setting, type Settings } from "../../modules/terraform/setting";

const SOURCES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { eventing, mechcloud, scalr };

const WIDTH = 120;

const TYPES: Readonly<Record<Setting["type"], string>> = {
  string: "string",
  number: "number",
  bool: "Condition",
  "list(string)": "readonly string[]",
  "map(string)": "Record<string, string>",
};

/** The interfaces of all settings, by path: `EXAMPLE_SETTINGS` of `settings.ts` as `ExampleSettings`. */
export function propsFiles(): Record<string, string> {
  const files = Object.entries(SOURCES).map(([folder, exported]) => {
    return [`modules/${folder}/settings.generated.ts`, propsFile(`modules/${folder}/settings.ts`, exported)];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

/** TypeScript as the repository formats it: an interface for each export of settings, with docstrings. */
export function propsFile(source: string, exported: Readonly<Record<string, unknown>>): string {
  const interfaces = Object.entries(exported)
    .filter(([name]) => name.endsWith("_SETTINGS"))
    .map(([name, settings]) => interfaceOf(name, settings as Settings));
  const condition = interfaces.some((text) => /: Condition;/.test(text));
  return [
    `// Generated from ${source}: change it there and run npm run build.`,
    ...(condition ? ['import type { Condition } from "../terraform/condition";'] : []),
    ...interfaces.map((text) => `\n${text}`),
    "",
  ].join("\n");
}

function interfaceOf(exportName: string, settings: Settings): string {
  const name = exportName.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const properties = Object.entries(settings).flatMap(([property, setting]) => [
    ...docstring(setting),
    `  readonly ${property}${isRequired(setting) ? "" : "?"}: ${typeOf(setting)};`,
  ]);
  return [`export interface ${name} {`, ...properties, "}"].join("\n");
}

function isRequired(setting: Setting): boolean {
  return setting.default === undefined && setting.absent === undefined;
}

function typeOf({ type, constraint }: Setting): string {
  const values = constraint?.values?.map((value) => JSON.stringify(value)).join(" | ");
  if (values && type === "string") return values;
  if (values && type === "list(string)") return `readonly (${values})[]`;
  return TYPES[type];
}

function docstring(setting: Setting): string[] {
  const { absent, default: fallback } = setting;
  const tag = absent === undefined ? JSON.stringify(fallback) : `- ${absent}`;
  const lines = [...wrapped(describe(setting)), ...(isRequired(setting) ? [] : [`@default ${tag}`])];
  return ["  /**", ...lines.map((line) => `   * ${line}`), "   */"];
}

function wrapped(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (line.length + "   * ".length <= WIDTH) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}
