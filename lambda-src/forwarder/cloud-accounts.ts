/** MechCloud's cloud accounts by AWS account. */
export class CloudAccounts {
  readonly #own: string;
  readonly #others: ReadonlyMap<string, string>;

  /**
   * @param own the cloud account of the function's own AWS account
   * @param others those of other AWS accounts, by account number
   */
  constructor(own: string, others: Readonly<Record<string, string>> = {}) {
    this.#own = own;
    this.#others = new Map(Object.entries(others));
  }

  /**
   * The id of the cloud account that an event is posted for; `undefined` if there is none.
   *
   * @param awsAccount the event's account; empty if it names none, which is no event of EventBridge: it was sent by hand here
   * @param functionArn ARN of the function, which names the AWS account that it runs in
   */
  idFor(awsAccount: string, functionArn: string): string | undefined {
    if (awsAccount === "" || awsAccount === functionArn.split(":")[4]) return this.#own;
    return this.#others.get(awsAccount);
  }
}
