import { accountOfArn, parseArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { textOf, valuesAt } from "../../core/values";
import { ROLE_USING_TYPES } from "../iam/compute-roles";
import { accountOf } from "../resource/account";
import { regionOf } from "../resource/region";
import { pathsOf, typesWith } from "../resource/type-facts";
import { BACKED_UP } from "./backups";
import { BUCKETS } from "./buckets";
import { DATA_STORES } from "./data-stores";
import { RETAINING_TYPES } from "./retention-periods";

const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Types that copy data to the regions that they name, besides stores. */
const COPIERS =
  /replica|copy|snapshot|globalTable|multiRegionAccessPoint|dataLake|dlm\/|resourceDataSync|centralizationRule|ssm\/association|outboundConnection/i;
/** Properties that say where data comes from, what is looked at, or where a service of AWS answers. */
const NOT_A_DESTINATION =
  /(^|\.)(source|exclude|include|schemaConfiguration|smsConfiguration|target(Table|Database)$)/i;

/** Properties that send data to what an ARN names. */
const DESTINATION_ARNS: Readonly<Record<string, readonly string[]>> = {
  "aws:backup/plan:Plan": ["rules[].copyActions[].destinationVaultArn"],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn"],
  "aws:cloudwatch/eventEndpoint:EventEndpoint": ["eventBuses[].eventBusArn"],
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": ["destinationArn"],
  "aws:cloudwatch/logDestination:LogDestination": ["targetArn"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint"],
  "aws:pipes/pipe:Pipe": ["target"],
  "aws:scheduler/schedule:Schedule": ["target.arn"],
  "aws:ec2/flowLog:FlowLog": ["logDestination"],
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": ["streamArn"],
  "aws:datasync/task:Task": ["destinationLocationArn"],
  "aws:msk/replicator:Replicator": ["replicationInfoList.targetKafkaClusterArn"],
};

const destinationRegions = new Map(
  typesWith("regions")
    .filter((type) => type.startsWith("aws:") && (DATA_STORES.includes(type) || COPIERS.test(type)))
    .map((type) => [type, pathsOf(type, "regions").filter((path) => !NOT_A_DESTINATION.test(path))] as const)
    .filter(([, paths]) => paths.length > 0),
);

/** Services whose resources run a workload's code on its data. */
const COMPUTE =
  /^aws:(apprunner|batch|bedrock|codebuild|ecs|eks|emr|emrcontainers|emrserverless|glue|kinesisanalyticsv2|mwaa|sagemaker)\//;

/** What holds data or runs on it, in the region that it is in itself. */
const PLACED = new Set(
  [
    ...[...typesWith("roles"), ...typesWith("subnets")].filter((type) => COMPUTE.test(type)),
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:sagemaker/endpoint:Endpoint",
    ...DATA_STORES,
    ...ROLE_USING_TYPES,
    ...RETAINING_TYPES,
    ...BACKED_UP,
    "aws:dynamodb/tableReplica:TableReplica",
  ].filter((type) => type.startsWith("aws:")),
);

/** What holds data, runs on it or copies it. */
export const LOCATED_TYPES: readonly string[] = [
  ...new Set([...PLACED, ...destinationRegions.keys(), ...Object.keys(DESTINATION_ARNS), REPLICATION]),
];

/** Where data is, or goes to. */
interface Location {
  readonly region: string | Unknown;
  /** The property that says it. Default: the resource itself is there. */
  readonly property?: string;
  /** Set where data leaves for an account that is not the organisation's. */
  readonly isForeign?: true;
}

/** Every region that a resource puts data in. Empty if nothing says one, which is the provider's own region. */
export function locationsOf(resource: ResourceRecord, estate: Estate): readonly Location[] {
  return [
    ...ownLocation(resource, estate),
    ...(destinationRegions.get(resource.type) ?? []).flatMap((property) =>
      valuesAt(resource.props, property).flatMap((value): Location[] =>
        value === UNKNOWN
          ? [{ region: UNKNOWN, property }]
          : textOf(value)
            ? [{ region: textOf(value), property }]
            : [],
      ),
    ),
    ...(DESTINATION_ARNS[resource.type] ?? []).flatMap((property) => locationsOfArns(resource, property)),
    ...(resource.type === REPLICATION ? locationsOfReplicas(resource, estate) : []),
  ];
}

function ownLocation(resource: ResourceRecord, estate: Estate): readonly Location[] {
  if (!PLACED.has(resource.type)) return [];
  if (resource.props.region === UNKNOWN)
    return isSaid(resource, "region") ? [{ region: UNKNOWN, property: "region" }] : [];
  const region = regionOf(resource);
  if (region === UNKNOWN || (region === "us-east-1" && isOfGlobalService(resource, estate))) return [];
  return [{ region }];
}

function isSaid({ edges }: ResourceRecord, property: string): boolean {
  return (edges?.[property]?.length ?? 0) > 0;
}

/** An ARN of S3 says no region, and one that is not known yet may be of this region: nothing is said of it. */
function locationsOfArns({ props }: ResourceRecord, property: string): readonly Location[] {
  return valuesAt(props, property).flatMap((value) => {
    const region = typeof value === "string" ? parseArn(value)?.region : undefined;
    return region ? [{ region, property }] : [];
  });
}

/** A bucket's ARN says neither region nor account: those of a bucket that this run does not manage are not known. */
function locationsOfReplicas(resource: ResourceRecord, estate: Estate): readonly Location[] {
  const property = "rules[].destination.bucket";
  const { found, complete } = estate.references(resource, property, BUCKETS);
  const known = accounts(estate);
  const foreign = valuesAt(resource.props, "rules[].destination.account").some(
    (account) => typeof account === "string" && account !== "" && known.size > 0 && !known.has(account),
  );
  return [
    ...found.flatMap((bucket) => {
      const region = regionOf(bucket);
      return region === UNKNOWN ? [] : [{ region, property }];
    }),
    ...(complete ? [] : [{ region: UNKNOWN, property } as const]),
    ...(foreign ? [{ region: UNKNOWN, property, isForeign: true } as const] : []),
  ];
}

const accounts = memoizeByEstate(({ resources, standard }): ReadonlySet<string> => {
  const own = resources.map(accountOf).filter((account): account is string => typeof account === "string");
  const named = resources.flatMap(({ props }) => {
    const account = typeof props.role === "string" ? accountOfArn(props.role) : undefined;
    return account ? [account] : [];
  });
  return new Set([...standard.accounts, ...own, ...named]);
});

/**
 * What AWS takes in us-east-1 alone: functions at CloudFront's edge, logs of its web ACLs and of Route 53, and topics of
 * billing alarms, which carry no data of a workload. Sources (read 2026-11):
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html,
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html,
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html.
 */
function isOfGlobalService(resource: ResourceRecord, estate: Estate): boolean {
  const { type, props } = resource;
  if (type === "aws:sns/topic:Topic") return true;
  if (/^(aws-waf-logs-|\/aws\/route53|\/aws\/cloudfront)/.test(textOf(props.name ?? props.bucket))) return true;
  if (type !== "aws:lambda/function:Function") return false;
  const paths = ["defaultCacheBehavior", "orderedCacheBehaviors[]"];
  return paths.some(
    (path) => estate.referrers(resource, `${path}.lambdaFunctionAssociations[].lambdaArn`, [DISTRIBUTION]).length > 0,
  );
}
