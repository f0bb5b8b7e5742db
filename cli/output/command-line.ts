/** A command with the options that have a value: `aws-event-relay tail --region us-east-1`. */
export function commandLine(command: string, options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).filter(([, value]) => value);
  return [command, ...given.map(([name, value]) => `--${name} ${value}`)].join(" ");
}
