/** The last part of an ARN, such as a queue's name. */
export function nameOfArn(arn: string): string {
  return arn.split(/[:/]/).pop()!;
}
