import { ConflictException, CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { awsCallConfig } from "./call";

export interface SchedulerParts {
  /** Name of the schedule group. */
  readonly group: string;
  /** ARN of the role that may invoke the function. */
  readonly roleArn: string;
}

export interface OneTimeSchedule {
  /** 1 to 64 letters, digits, hyphens, underscores and dots; unique in its group. */
  readonly name: string;
  /** When it invokes the function, within 60 s, in milliseconds since 1970. */
  readonly at: number;
  readonly functionArn: string;
  /** What the function receives. */
  readonly input: object;
}

/** Creates schedules that invoke a function once, and then delete themselves. */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #client = new SchedulerClient(awsCallConfig);

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /**
   * Does nothing if there is a schedule of that name.
   *
   * @throws what EventBridge Scheduler answers if it cannot be done
   * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
   */
  async create({ name, at, functionArn, input }: OneTimeSchedule, abortSignal: AbortSignal): Promise<void> {
    const command = new CreateScheduleCommand({
      GroupName: this.#parts.group,
      Name: name,
      ScheduleExpression: `at(${new Date(at).toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length)})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: { Arn: functionArn, RoleArn: this.#parts.roleArn, Input: JSON.stringify(input) },
    });
    try {
      await this.#client.send(command, { abortSignal });
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
  }
}
