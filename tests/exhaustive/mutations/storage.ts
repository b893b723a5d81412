import type { ResourceRecord } from "@plinth/policies";
import { CLASSIFICATIONS, type Standard } from "@plinth/standards";
import { statementsOf, withStatements } from "./documents";
import { changed, changedAt, type Generator, type Mutation, named, ofType, withOneMore, without } from "./mutation";

const BUCKET = "aws:s3/bucket:Bucket";
const PRIVATE = "s3-bucket-is-private";
const EXPIRES = "s3-bucket-objects-expire";
const KEYED = "s3-bucket-key-follows-classification";
const VERSIONED = "s3-bucket-versions-follow-classification";
const LOGGED = "s3-bucket-access-is-logged";
const TLS = "s3-bucket-demands-tls";
const LOCKED = "s3-bucket-lock-follows-classification";
const TRAIL_LOCKED = "audit-trail-store-is-locked";

/** Values under which a setting no longer does what it is for. */
interface Fault {
  readonly title: string;
  readonly path: string;
  readonly value: unknown;
  /** Kind of store that it is a fault of. Default: every kind. */
  readonly of?: "audit" | "trail";
}

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Settings of a bucket that are resources of their own, by type: what catches it if they are gone or faulty. */
const SETTINGS: readonly {
  readonly type: string;
  readonly caughtBy: readonly string[];
  readonly faults: readonly Fault[];
}[] = [
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    caughtBy: [PRIVATE],
    faults: SWITCHES.map((path) => ({ title: `without ${path}`, path, value: false })),
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    caughtBy: [EXPIRES],
    faults: [
      { title: "disabled", path: "rules.0.status", value: "Disabled" },
      { title: "without a rule", path: "rules", value: [] },
      { title: "that keeps objects for 100 years", path: "rules.0.expiration.days", value: 36_500 },
      { title: "that deletes objects after one day", path: "rules.0.expiration.days", value: 1 },
      { title: "that expires nothing", path: "rules.0.expiration", value: undefined },
      {
        title: "that removes delete markers only",
        path: "rules.0.expiration",
        value: { expiredObjectDeleteMarker: true },
      },
      { title: "for one prefix", path: "rules.0.filter", value: { prefix: "some/" } },
      { title: "for one tag", path: "rules.0.filter", value: { tag: { key: "expires", value: "yes" } } },
      { title: "for large objects", path: "rules.0.filter", value: { objectSizeGreaterThan: 1024 } },
      {
        title: "that keeps earlier versions",
        path: "rules.0.noncurrentVersionExpiration",
        value: undefined,
      },
      {
        title: "that keeps earlier versions for 100 years",
        path: "rules.0.noncurrentVersionExpiration.noncurrentDays",
        value: 36_500,
      },
    ],
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    caughtBy: [VERSIONED],
    faults: [
      { title: "suspended", path: "versioningConfiguration.status", value: "Suspended" },
      { title: "disabled", path: "versioningConfiguration.status", value: "Disabled" },
    ],
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    caughtBy: [KEYED],
    faults: [
      {
        title: "with S3's key",
        path: "rules.0.applyServerSideEncryptionByDefault",
        value: { sseAlgorithm: "AES256" },
      },
      {
        title: "with AWS's key",
        path: "rules.0.applyServerSideEncryptionByDefault",
        value: { sseAlgorithm: "aws:kms" },
      },
      {
        title: "with AWS's key by its alias",
        path: "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId",
        value: "alias/aws/s3",
      },
    ],
  },
  {
    type: "aws:s3/bucketLogging:BucketLogging",
    caughtBy: [LOGGED],
    faults: [{ title: "to nowhere", path: "targetBucket", value: "" }],
  },
  {
    type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    caughtBy: [TRAIL_LOCKED, LOCKED],
    faults: [
      { title: "that an administrator lifts", path: "rule.defaultRetention.mode", value: "GOVERNANCE", of: "trail" },
      { title: "for 183 days", path: "rule.defaultRetention.days", value: 183, of: "audit" },
      { title: "for a day", path: "rule.defaultRetention.days", value: 1 },
      { title: "without a period", path: "rule", value: undefined },
    ],
  },
];

/** What the standard demands of some classifications alone, and the rule that asks for it. */
const DEMANDS = {
  [KEYED]: "customerManagedKey",
  [VERSIONED]: "versioning",
  [LOGGED]: "accessLogging",
  [LOCKED]: "objectLock",
} as const;

export const storage: Generator = (records, standard) => [
  ...SETTINGS.flatMap(({ type, caughtBy, faults }) =>
    ofType(records, type).flatMap((setting): Mutation[] => {
      const bucket = named(records, BUCKET, setting.props.bucket);
      if (!bucket || !isDemanded(caughtBy, bucket, records, standard)) return [];
      // S3 keeps the versions of a locked bucket, whatever is said of them.
      if (bucket.props.objectLockEnabled === true && caughtBy.includes(VERSIONED)) return [];
      const mutation = (title: string, mutated: readonly ResourceRecord[]): Mutation => ({
        title: `${setting.name} ${title}`,
        records: mutated,
        caughtBy,
        names: [bucket.name],
      });
      return [
        mutation("removed", without(records, setting)),
        ...faults
          .filter(({ of }) => of === undefined || kindsOf(records, bucket).includes(of))
          .map(({ title, path, value }) => mutation(title, changedAt(records, setting, path, value))),
      ];
    }),
  ),
  ...SETTINGS.flatMap(({ type }) => ofType(records, type)).map((setting): Mutation => {
    const { type, props } = setting;
    return {
      title: `${setting.name} and a second one for the bucket`,
      records: withOneMore(records, setting, { type, name: "added", props }),
      caughtBy: ["setting-has-one-writer"],
      names: ["added"],
    };
  }),
  ...ofType(records, ...Object.keys(AWS_KEYS)).flatMap((store) => messages(records, store)),
  ...ofType(records, "aws:s3/bucketPolicy:BucketPolicy").flatMap((policy) => onPolicy(records, policy)),
];

/** AWS's own key of each kind of store for messages. */
const AWS_KEYS: Readonly<Record<string, string>> = {
  "aws:sqs/queue:Queue": "alias/aws/sqs",
  "aws:sns/topic:Topic": "alias/aws/sns",
};

function messages(records: readonly ResourceRecord[], store: ResourceRecord): readonly Mutation[] {
  return [undefined, AWS_KEYS[store.type]].map((kmsMasterKeyId) => ({
    title: `${store.name} with ${kmsMasterKeyId ?? "no key"}`,
    records: changed(records, store, { kmsMasterKeyId }),
    caughtBy: ["data-store-is-encrypted"],
    names: [store.name],
  }));
}

/** Whether the standard asks it of a bucket at all: a component may do more. */
function isDemanded(
  caughtBy: readonly string[],
  bucket: ResourceRecord,
  records: readonly ResourceRecord[],
  { classifications }: Standard,
): boolean {
  const demands = Object.entries(DEMANDS).flatMap(([rule, demand]) => (caughtBy.includes(rule) ? [demand] : []));
  const level = CLASSIFICATIONS.find((one) => one === Object(bucket.props.tagsAll)["data-classification"]);
  const isTrails = caughtBy.includes(TRAIL_LOCKED) && kindsOf(records, bucket).includes("trail");
  return isTrails || demands.every((demand) => level !== undefined && classifications[level][demand]);
}

/** What a bucket is for, by its tag and by whether a trail delivers into it. */
function kindsOf(records: readonly ResourceRecord[], { props }: ResourceRecord): readonly unknown[] {
  const isTrails = ofType(records, "aws:cloudtrail/trail:Trail").some(
    (trail) => trail.props.s3BucketName === props.bucket,
  );
  return [Object(props.tagsAll)["plinth:store"], ...(isTrails ? ["trail"] : [])];
}

function onPolicy(records: readonly ResourceRecord[], policy: ResourceRecord): readonly Mutation[] {
  const bucket = named(records, BUCKET, policy.props.bucket);
  const statements = statementsOf(policy, "policy");
  const tls = statements.find(({ Sid }) => Sid === "TlsOnly");
  if (!bucket || !tls) return [];
  const others = statements.filter((statement) => statement !== tls);
  const objects = [`${String(bucket.props.arn)}/*`];
  const faults: readonly [string, readonly ResourceRecord[]][] = [
    ["removed", without(records, policy)],
    ["without its TLS statement", withStatements(records, policy, "policy", others)],
    [
      "that demands TLS of objects alone",
      withStatements(records, policy, "policy", [...others, { ...tls, Resource: objects }]),
    ],
    [
      "that demands TLS of reading alone",
      withStatements(records, policy, "policy", [...others, { ...tls, Action: "s3:Get*" }]),
    ],
    [
      "that demands TLS of one principal alone",
      withStatements(records, policy, "policy", [
        ...others,
        { ...tls, Principal: { AWS: "arn:aws:iam::111111111111:root" } },
      ]),
    ],
    [
      "that denies what has TLS",
      withStatements(records, policy, "policy", [
        ...others,
        { ...tls, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      ]),
    ],
  ];
  const strangers: readonly (readonly [string, unknown])[] = [
    ["everybody", "*"],
    ["an unknown account", { AWS: "arn:aws:iam::999988887777:root" }],
  ];
  const letting = (Principal: unknown) => ({ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: objects });
  const guard = statements.filter(({ Sid }) => Sid !== "NoOutsiders");
  const mutation = (title: string, mutated: readonly ResourceRecord[], rule: string): Mutation => ({
    title: `${policy.name} ${title}`,
    records: mutated,
    caughtBy: [rule],
    names: [bucket.name],
  });
  return [
    ...faults.map(([title, mutated]) => mutation(title, mutated, TLS)),
    ...strangers.map(([who, principal]) =>
      mutation(
        `that lets in ${who} and denies no outsiders`,
        withStatements(records, policy, "policy", [...guard, letting(principal)]),
        "s3-bucket-policy-stays-inside",
      ),
    ),
  ];
}
