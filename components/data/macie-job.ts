import { CLASSIFICATIONS, type Classification, isAtLeast } from "@plinth/standards";
import * as macie2 from "@pulumi/aws/macie2";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface MacieJobArgs extends PlinthComponentArgs {
  /** The level from which buckets are looked through. Default: `confidential`. */
  readonly from?: Classification;
  /** How often what is new or changed is looked through. Default: `weekly`, on Mondays. */
  readonly every?: "daily" | "weekly";
  /** Percent of the objects. Bounds: 1 to 100. Default: 100. */
  readonly samplingPercent?: number;
  /**
   * Whether Macie is switched on here. Default: true. False where it is on in the account already: a delegated administrator
   * does that for a whole organisation.
   */
  readonly switchesOn?: boolean;
}

/**
 * Amazon Macie, which looks for personal data, credentials and financial data in an account's buckets: does what is in them
 * match the classification that they carry?
 *
 * Creates Macie's session, which publishes findings to EventBridge and Security Hub every fifteen minutes, and a job over
 * every bucket of the account whose tag says the level or one above it, those that come later included. The key of such a
 * bucket must let `macie` decrypt.
 *
 * @example
 * const discovery = new MacieJob("discovery", { workload, every: "daily" });
 */
export class MacieJob extends PlinthComponent {
  /** AWS assigns it. */
  readonly jobArn: pulumi.Output<string>;
  /** Levels whose buckets are looked through. */
  readonly classifications: readonly Classification[];

  constructor(name: string, args: MacieJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("MacieJob", name, args, opts, faults(name, args));
    const { from = "confidential", switchesOn = true } = args;
    this.classifications = CLASSIFICATIONS.filter((level) => isAtLeast(level, from));

    const session = switchesOn ? this.#createSession() : undefined;
    const job = this.#createJob(args, session);

    this.jobArn = job.jobArn;
    this.registerOutputs({ jobArn: this.jobArn });
  }

  #createSession(): macie2.Account {
    return new macie2.Account(
      `${this.name}-session`,
      { status: "ENABLED", findingPublishingFrequency: "FIFTEEN_MINUTES" },
      this.child(),
    );
  }

  #createJob(
    { every = "weekly", samplingPercent = 100 }: MacieJobArgs,
    session: macie2.Account | undefined,
  ): macie2.ClassificationJob {
    const key = this.standard.tagKeys.classification;
    return new macie2.ClassificationJob(
      `${this.name}-job`,
      {
        name: this.physicalName(),
        description: `Buckets of ${this.classifications.join(" and ")} data`,
        jobType: "SCHEDULED",
        scheduleFrequency: every === "daily" ? { dailySchedule: true } : { weeklySchedule: "MONDAY" },
        initialRun: true,
        samplingPercentage: samplingPercent,
        s3JobDefinition: {
          bucketCriteria: {
            includes: {
              ands: [
                {
                  // One of the pairs is enough.
                  tagCriterion: {
                    comparator: "EQ",
                    tagValues: this.classifications.map((value) => ({ key, value })),
                  },
                },
              ],
            },
          },
        },
        tags: this.tags(),
      },
      this.child({ dependsOn: session ? [session] : [] }),
    );
  }
}

function faults(name: string, { from, every = "weekly", samplingPercent = 100 }: MacieJobArgs) {
  return faultsOf(
    "data/MacieJob",
    name,
    [from === undefined || CLASSIFICATIONS.includes(from), "from", `one of ${CLASSIFICATIONS.join(", ")}`, from],
    [["daily", "weekly"].includes(every), "every", "daily or weekly", every],
    [
      Number.isInteger(samplingPercent) && samplingPercent >= 1 && samplingPercent <= 100,
      "samplingPercent",
      "a whole number, 1 to 100",
      `${samplingPercent}`,
    ],
  );
}
