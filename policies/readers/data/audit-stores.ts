import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { onResource, type Target } from "../iam/permission-search";
import { BUCKETS, bucketNameOf } from "./buckets";
import { storeKindOf } from "./store-tags";

const TRAIL = "aws:cloudtrail/trail:Trail";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Without these there are no records: of API calls, and of invocations of models. */
const RECORDING: readonly Target[] = [
  onResource("bedrock:DeleteModelInvocationLoggingConfiguration", "${*}"),
  onResource("bedrock:PutModelInvocationLoggingConfiguration", "${*}"),
  ...["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"].map(
    (action) => onResource(action, "arn:*:cloudtrail:*:*:trail/*"),
  ),
  onResource("cloudtrail:DeleteEventDataStore", "arn:*:cloudtrail:*:*:eventdatastore/*"),
];

const ON_BUCKETS = [
  "s3:DeleteBucket",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketVersioning",
  "s3:PutLifecycleConfiguration",
];
/** Who locks in GOVERNANCE mode relies on nobody having the permission to pass by. */
const ON_OBJECTS = ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"];
const ON_LOG_GROUPS = [
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:DeleteRetentionPolicy",
  "logs:PutRetentionPolicy",
];

/**
 * What destroys the audit records of a run, or stops them. Source: the actions of each service in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * (read 2026-11).
 */
export const destructionOfRecords = memoizeByEstate((estate): readonly Target[] => [
  ...RECORDING,
  ...estate.ofType(...BUCKETS).flatMap((bucket) => {
    const name = bucketNameOf(bucket);
    if (name === UNKNOWN || !holdsRecords(bucket, estate)) return [];
    return [
      ...ON_BUCKETS.map((action) => onResource(action, `arn:*:s3:::${name}`)),
      ...ON_OBJECTS.map((action) => onResource(action, `arn:*:s3:::${name}/*`)),
    ];
  }),
  ...estate
    .ofType(LOG_GROUP)
    .filter((group) => storeKindOf(group, "log") === "audit")
    .flatMap(({ props: { name } }) =>
      typeof name === "string"
        ? ON_LOG_GROUPS.map((action) => ({
            action,
            resources: [`arn:*:logs:*:*:log-group:${name}`, `arn:*:logs:*:*:log-group:${name}:*`],
          }))
        : [],
    ),
]);

function holdsRecords(bucket: ResourceRecord, estate: Estate): boolean {
  return storeKindOf(bucket) === "audit" || estate.referrers(bucket, "s3BucketName", [TRAIL]).length > 0;
}
