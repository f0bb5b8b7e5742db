/**
 * The event that makes the function enable its event source mapping. It is harmless while the mapping is enabled.
 *
 * A schedule that the function created sends `{"resume":"<name of the schedule>"}`. A person may send any text:
 * `aws lambda invoke --invocation-type Event --cli-binary-format raw-in-base64-out --payload '{"resume":"by hand"}' …`
 */
export interface ResumeRequest {
  readonly resume: string;
}
