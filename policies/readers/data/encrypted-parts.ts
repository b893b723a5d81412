import { hasLocalStorage } from "@plinth/standards";
import { isSet, valuesSetAt } from "../../core/properties";
import type { Estate, ResourceRecord } from "../../core/rule";
import { isObject, parsedJson, textOf, valueAt } from "../../core/values";
import { isOwnKey } from "./encryption";

/** What a resource holds that AWS encrypts apart from the rest, with a key of its own or with one of AWS's. */
interface Part {
  /** What it is called in a finding. */
  readonly title: string;
  /** Path to the part, or to each of them. Default: the resource itself. */
  readonly each?: string;
  /** A property that names what the part stands in: another resource's text of JSON. Default: the resource itself. */
  readonly within?: readonly [property: string, type: string, text: string];
  /** Where a part names its key. */
  readonly key: string;
  /** The switch without which there is no such part. Default: it is there. */
  readonly on?: string;
  /** Where it names the instance, whose own disks take no key. Default: it has none. */
  readonly unlessLocal?: string;
  /** With this property it has the key of what it is made from. */
  readonly source?: string;
  /** The type that sets the key of an account for whatever names none; it is AWS's own until somebody does. */
  readonly accountKey?: string;
}

const VOLUME_KEY = "aws:ebs/defaultKmsKey:DefaultKmsKey";
const VOLUME = { title: "a volume", key: "kmsKeyId", source: "snapshotId", accountKey: VOLUME_KEY } as const;
const PERFORMANCE_INSIGHTS: Part = {
  title: "Performance Insights, which keeps the text of queries,",
  key: "performanceInsightsKmsKeyId",
  on: "performanceInsightsEnabled",
};

const AT_REST = "EncryptionConfiguration.AtRestEncryptionConfiguration";

/**
 * A job's volume, unless its instances have disks of their own, which encrypt themselves; and its output, which SageMaker
 * writes under the account's key for Amazon S3 where the job names none, whatever the bucket's own is.
 */
function jobParts(volumes: readonly string[], outputs: readonly string[]): readonly Part[] {
  return [
    ...volumes.map((each): Part => ({ title: "its volume", each, key: "volumeKmsKeyId", unlessLocal: "instanceType" })),
    ...outputs.map((each): Part => ({ title: "its output", each, key: "kmsKeyId" })),
  ];
}

/**
 * Without a key a part has AWS's own, whatever key the rest has. Sources (read 2026-11):
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (PerformanceInsightsKMSKeyId),
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-replicassespecification.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicaRegionType.html,
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html,
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OnlineStoreSecurityConfig.html,
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html,
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OutputDataConfig.html.
 */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  "aws:dynamodb/table:Table": [{ title: "a replica", each: "replicas[]", key: "kmsKeyArn" }],
  "aws:secretsmanager/secret:Secret": [{ title: "a replica", each: "replicas[]", key: "kmsKeyId" }],
  "aws:rds/instance:Instance": [PERFORMANCE_INSIGHTS],
  "aws:rds/cluster:Cluster": [PERFORMANCE_INSIGHTS],
  "aws:rds/clusterInstance:ClusterInstance": [PERFORMANCE_INSIGHTS],
  "aws:docdb/clusterInstance:ClusterInstance": [{ ...PERFORMANCE_INSIGHTS, on: "enablePerformanceInsights" }],
  "aws:ec2/instance:Instance": [{ ...VOLUME, each: "ebsBlockDevices[]" }],
  "aws:ec2/launchTemplate:LaunchTemplate": [{ ...VOLUME, each: "blockDeviceMappings[].ebs" }],
  "aws:ecs/service:Service": [{ ...VOLUME, each: "volumeConfiguration.managedEbsVolume" }],
  "aws:sagemaker/trainingJob:TrainingJob": jobParts(["resourceConfig"], ["outputDataConfig"]),
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": jobParts(
    ["trainingJobDefinition.resourceConfig", "trainingJobDefinitions[].resourceConfig"],
    ["trainingJobDefinition.outputDataConfig", "trainingJobDefinitions[].outputDataConfig"],
  ),
  "aws-native:sagemaker:ProcessingJob": jobParts(["processingResources.clusterConfig"], ["processingOutputConfig"]),
  "aws:emr/cluster:Cluster": [
    {
      title: "what its machines keep on disk",
      within: ["securityConfiguration", "aws:emr/securityConfiguration:SecurityConfiguration", "configuration"],
      key: `${AT_REST}.LocalDiskEncryptionConfiguration.AwsKmsKey`,
      accountKey: VOLUME_KEY,
    },
  ],
  "aws:sagemaker/featureGroup:FeatureGroup": [
    {
      title: "the online store",
      each: "onlineStoreConfig",
      key: "securityConfig.kmsKeyId",
      on: "enableOnlineStore",
    },
  ],
};

/** Types that set the key of an account for whatever names none. */
export const ACCOUNT_KEYS: readonly string[] = [VOLUME_KEY];

/** Types with parts that have keys of their own. */
export const TYPES_WITH_PARTS: readonly string[] = Object.keys(PARTS);

/** What of a resource is under a key of AWS: the titles of its parts. */
export function partsUnderAwsKeys(resource: ResourceRecord, estate: Estate): readonly string[] {
  return (PARTS[resource.type] ?? [])
    .filter((part) => partsOf(resource, part, estate).some((one) => isUnderAwsKey(one, part, estate)))
    .map(({ title }) => title);
}

function partsOf(resource: ResourceRecord, { each, within, key }: Part, estate: Estate): readonly unknown[] {
  if (each) return valuesSetAt(resource, each);
  if (within) return textsWithin(resource, within, estate);
  // A provider answers in preview with an unknown key where the program names none.
  const named = isSet(resource, key) ? resource.props[key] : undefined;
  return [{ ...resource.props, [key]: named }];
}

/** Nothing is asked of what another stack has; where none is named, no part has a key. */
function textsWithin(
  resource: ResourceRecord,
  [property, type, text]: NonNullable<Part["within"]>,
  estate: Estate,
): readonly unknown[] {
  const { found, complete } = estate.references(resource, property, [type]);
  return found.length === 0 && complete ? [{}] : found.map(({ props }) => parsedJson(props[text]));
}

function isUnderAwsKey(part: unknown, { key, on, source, accountKey, unlessLocal }: Part, estate: Estate): boolean {
  if (!isObject(part)) return false;
  if (on !== undefined && textOf(valueAt(part, on)) !== "true") return false;
  if (source !== undefined && valueAt(part, source)) return false;
  if (unlessLocal !== undefined && hasLocalStorage(textOf(valueAt(part, unlessLocal)))) return false;
  if (accountKey !== undefined && estate.ofType(accountKey).length > 0) return false;
  return !isOwnKey(valueAt(part, key));
}
