import { CLASSIFICATIONS, type Classification, isAtLeast } from "@plinth/standards";
import * as macie2 from "@pulumi/aws/macie2";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link MacieJob}. */
export interface MacieJobArgs extends PlinthComponentArgs {
  /** Lowest classification of the buckets that the job inspects. Default: `confidential`. */
  readonly from?: Classification;
  /** Frequency of the job, which inspects new and changed objects. `weekly` runs on Mondays. Default: `weekly`. */
  readonly every?: "daily" | "weekly";
  /** Share of the objects that is inspected, in percent. Bounds: 1 to 100. Default: 100. */
  readonly samplingPercent?: number;
  /**
   * Whether to enable Macie in the account. Set it to false where Macie is enabled already, for example by the
   * organisation's delegated administrator. Default: true.
   */
  readonly enableMacie?: boolean;
}

/**
 * Sensitive data discovery with Amazon Macie: finds personal data, credentials and financial data in an account's
 * buckets, which their classification must match.
 *
 * Enables Macie, which publishes findings to EventBridge and Security Hub every fifteen minutes, and creates a job over
 * every bucket of the account whose tag has the classification or a higher one, including buckets that are created
 * later. The key policies of these buckets must allow `macie` to decrypt.
 *
 * @example
 * const discovery = new MacieJob("discovery", { workload, every: "daily" });
 */
export class MacieJob extends PlinthComponent {
  /** ARN of the classification job. Assigned by AWS. */
  readonly jobArn: pulumi.Output<string>;
  /** Classifications of the buckets that the job inspects. */
  readonly classifications: readonly Classification[];

  constructor(name: string, args: MacieJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("MacieJob", name, args, opts, faults(name, args));
    const { from = "confidential", enableMacie = true } = args;
    this.classifications = CLASSIFICATIONS.filter((level) => isAtLeast(level, from));

    const session = enableMacie ? this.#createSession() : undefined;
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
                  // A bucket matches if it has one of these tags.
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
    [isIntegerBetween(samplingPercent, 1, 100), "samplingPercent", "a whole number, 1 to 100", `${samplingPercent}`],
  );
}
