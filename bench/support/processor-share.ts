import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CPU = "/sys/fs/cgroup/cpu";

/** The period in which a process gets its share, in microseconds. */
const PERIOD_US = 20_000;

/** Memory for which Lambda gives one processor, in MB. */
const MB_PER_PROCESSOR = 1_769;

/** The processor share that a Lambda function of so much memory has, by a cgroup. */
export class ProcessorShare {
  readonly #folder: string;

  /**
   * @throws Error if there are no cgroups of version 1, or this process may not create one
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  constructor(memoryMb: number) {
    if (!existsSync(join(CPU, "cpu.cfs_quota_us")))
      throw new Error(`There is no ${CPU}/cpu.cfs_quota_us: run it as root on Linux with cgroups of version 1.`);
    this.#folder = join(CPU, `bench-${process.pid}-${memoryMb}`);
    mkdirSync(this.#folder);
    this.#write("cpu.cfs_period_us", PERIOD_US);
    this.#write("cpu.cfs_quota_us", Math.round((PERIOD_US * memoryMb) / MB_PER_PROCESSOR));
  }

  limit(pid: number): void {
    this.#write("cgroup.procs", pid);
  }

  /** Once none of its processes runs. */
  end(): void {
    rmdirSync(this.#folder);
  }

  #write(file: string, value: number): void {
    writeFileSync(join(this.#folder, file), String(value));
  }
}
