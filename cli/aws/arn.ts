/** The account of a resource. */
export function accountOfArn(arn: string): string {
  return arn.split(":")[4]!;
}

/** The last part of an ARN, such as a queue's name. */
export function nameOfArn(arn: string): string {
  return arn.split(/[:/]/).pop()!;
}
