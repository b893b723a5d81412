import { retentionRange, type Workload } from "@plinth/standards";
import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import { ClassifiedBucket } from "../data/classified-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadKey } from "../identity/workload-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { SIX_MONTHS_DAYS } from "./event-store";

/** Arguments of {@link OrganizationTrail}. */
export interface OrganizationTrailArgs extends PlinthComponentArgs {
  /** Id of the organisation: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Account id of the organisation's management account, which owns all organisation trails. Bounds: twelve digits. */
  readonly managementAccountId: pulumi.Input<string>;
  /** Existing key whose policy allows CloudTrail to encrypt for this trail. Default: the component creates a {@link WorkloadKey}. */
  readonly key?: EncryptionKey;
  /** Retention of log files, in days. Bounds: the standard's range for audit stores, at least 184. Default: the lower bound. */
  readonly retentionDays?: number;
}

/**
 * Resource types of the recorded data events. Management events include plain model invocations; data events add streaming
 * and asynchronous invocations, and the use of agents, knowledge bases, flows, guardrails and prompts. Source:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html (read 2026-11).
 */
const RECORDED_RESOURCES = [
  "AgentAlias",
  "AsyncInvoke",
  "FlowAlias",
  "Guardrail",
  "InlineAgent",
  "KnowledgeBase",
  "Model",
  "Prompt",
].map((name) => `AWS::Bedrock::${name}`);

/**
 * The organisation trail of AWS CloudTrail for all accounts and regions, and the bucket that archives its log files.
 *
 * Deploy it in the log archive account, CloudTrail's delegated administrator. Bucket, key and trail are then one deployment,
 * outside the management account. Creates a bucket with Object Lock that only CloudTrail may write to for this trail, a key,
 * and the trail with log file validation.
 *
 * @example
 * new OrganizationTrail("audit", { workload, organizationId: "o-a1b2c3d4e5", managementAccountId: "111122223333" });
 */
export class OrganizationTrail extends PlinthComponent {
  /** Name of the bucket of log files. Known in preview. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the trail, in the management account, which owns it. Known in preview, because it is computed from the name. */
  readonly trailArn: pulumi.Output<string>;

  constructor(name: string, args: OrganizationTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OrganizationTrail", name, args, opts, faults(name, args));
    const trailName = this.physicalName("trail");
    const { partition, region } = args.workload;
    this.trailArn = pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${args.managementAccountId}:trail/${trailName}`;

    const key = args.key ?? this.createKey(args);
    const archive = this.createArchive(args, key);
    new cloudtrail.Trail(
      `${name}-trail`,
      {
        name: trailName,
        s3BucketName: archive.bucketName,
        kmsKeyId: key.keyArn,
        isOrganizationTrail: true,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        advancedEventSelectors: eventSelectors(),
        tags: this.tags(),
      },
      // CloudTrail tests its access to the bucket when the trail is created.
      this.dataStore({ dependsOn: [archive] }),
    );

    this.bucketName = archive.bucketName;
    this.registerOutputs({ bucketName: this.bucketName, trailArn: this.trailArn });
  }

  private createKey({ workload }: OrganizationTrailArgs): WorkloadKey {
    const serviceStatements = [encryptedByTrail(this.trailArn), describedByTrail(this.trailArn)];
    return new WorkloadKey(`${this.name}-key`, { workload, serviceStatements }, { parent: this });
  }

  private createArchive(args: OrganizationTrailArgs, key: EncryptionKey): ClassifiedBucket {
    const { workload, organizationId, managementAccountId } = args;
    return new ClassifiedBucket(
      `${this.name}-archive`,
      {
        workload,
        classification: workload.classification,
        kind: "audit",
        key,
        retentionDays: retentionDaysOf(args),
        serviceStatements: (bucketArn) =>
          writtenByTrail(this.trailArn, bucketArn, [managementAccountId, organizationId]),
      },
      { parent: this },
    );
  }
}

/** @internal Advanced event selectors of the trail. A selector of data events can have one resource type only. */
function eventSelectors() {
  return [
    { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
    ...RECORDED_RESOURCES.map((type) => ({
      name: `Uses of ${type}`,
      fieldSelectors: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: [type] },
      ],
    })),
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html (read 2026-11). */
function writtenByTrail(
  trailArn: pulumi.Input<string>,
  bucketArn: pulumi.Input<string>,
  prefixes: readonly pulumi.Input<string>[],
): Statement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const fromTrail = { "aws:SourceArn": trailArn };
  return [
    {
      Sid: "CheckedByTrail",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: fromTrail },
    },
    {
      Sid: "WrittenByTrail",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: prefixes.map((prefix) => pulumi.interpolate`${bucketArn}/AWSLogs/${prefix}/*`),
      Condition: { StringEquals: { ...fromTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html (read 2026-11). */
function encryptedByTrail(trailArn: pulumi.Input<string>): Statement {
  return {
    Sid: "EncryptedByTrail",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } },
  };
}

function describedByTrail(trailArn: pulumi.Input<string>): Statement {
  return {
    Sid: "DescribedByTrail",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:DescribeKey",
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trailArn } },
  };
}

function auditRange({ standard, classification }: Workload) {
  return retentionRange(standard, classification, "audit");
}

function retentionDaysOf({ workload, retentionDays }: OrganizationTrailArgs): number {
  return retentionDays ?? Math.max(SIX_MONTHS_DAYS, auditRange(workload).minimumDays);
}

function faults(name: string, args: OrganizationTrailArgs) {
  const { standard, classification } = args.workload;
  const { minimumDays, maximumDays } = auditRange(args.workload);
  const minDays = Math.max(SIX_MONTHS_DAYS, minimumDays);
  const days = retentionDaysOf(args);
  return faultsOf(
    "governance/OrganizationTrail",
    name,
    [
      standard.classifications[classification].objectLock,
      "workload.classification",
      "a level whose audit stores the standard locks",
      classification,
    ],
    [
      isIntegerBetween(days, minDays, maximumDays),
      "retentionDays",
      `${minDays} to ${maximumDays} whole days`,
      String(days),
    ],
  );
}
