import { parseArn } from "../../core/arn";
import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { topLevelProperty, valuesSetAt } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, parsedJson, valuesAt } from "../../core/values";
import type { Outsider } from "./external-principals";
import { accountOfPrincipal, isOutside } from "./known-accounts";

/** Where a type names who gets access, beside any policy document. */
interface GrantPaths {
  readonly paths: readonly string[];
  /** Values of `paths` that stand for everybody. Default: `*` and `all`. */
  readonly everybody?: RegExp;
  /** A switch that is a grant by itself: its path, and the value that opens. */
  readonly open?: readonly [path: string, value: unknown];
}

const BUCKET_ACL = "aws:s3/bucketAcl:BucketAcl";

/** Snapshots for everybody are data-store-is-private's. */
const SNAPSHOT: GrantPaths = { paths: ["sharedAccounts[]"], everybody: /^\*$/ };
const paths = (...given: string[]): GrantPaths => ({ paths: given });

/** What AWS hands data over to for a resource, which names it by ARN, or its account: whoever owns it has the data. */
const RECEIVERS: Readonly<Record<string, GrantPaths>> = {
  "aws:backup/plan:Plan": paths("rules[].copyActions[].destinationVaultArn"),
  "aws:cloudwatch/eventTarget:EventTarget": paths("arn"),
  "aws:cloudwatch/logDelivery:LogDelivery": paths("deliveryDestinationArn"),
  "aws:cloudwatch/logDestination:LogDestination": paths("targetArn"),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": paths("destinationArn"),
  "aws:cloudwatch/metricStream:MetricStream": paths("firehoseArn"),
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": paths("streamArn"),
  "aws:dynamodb/tableExport:TableExport": paths("s3BucketOwner"),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": paths(
    "destinationConfig.onSuccess.destination",
    "destinationConfig.onFailure.destination",
  ),
  "aws:msk/replicator:Replicator": paths("replicationInfoList.targetKafkaClusterArn"),
  "aws:opensearch/outboundConnection:OutboundConnection": paths("remoteDomainInfo.ownerId"),
  "aws:pipes/pipe:Pipe": paths("enrichment", "target", "logConfiguration.s3LogDestination.bucketOwner"),
  "aws:rds/integration:Integration": paths("targetArn"),
  "aws:redshift/integration:Integration": paths("targetArn"),
  "aws:s3/bucket:Bucket": paths("replicationConfiguration.rules[].destination.accountId"),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": paths("rules[].destination.account"),
  "aws:s3/inventory:Inventory": paths("destination.bucket.accountId"),
  // Teams of people who see the data: the public crowd and those of vendors have accounts of their own. Source:
  // https://docs.aws.amazon.com/sagemaker/latest/dg/sms-workforce-management-public.html (read 2026-11).
  "aws:sagemaker/flowDefinition:FlowDefinition": paths("humanLoopConfig.workteamArn"),
  "aws:sagemaker/labelingJob:LabelingJob": paths("humanTaskConfig.workteamArn"),
  "aws:scheduler/schedule:Schedule": paths("target.arn"),
  "aws:sns/topicSubscription:TopicSubscription": paths("endpoint"),
};

/**
 * Types that give access to principals that they name by account, ARN or a word, or hand data over to a resource that they
 * name by ARN. Derived from the arguments of @pulumi/aws 7.48.0 that name accounts, principals and organisations; a test
 * lists the others with the reasons why they give nobody access.
 */
const GRANTS: Readonly<Record<string, GrantPaths>> = {
  ...RECEIVERS,
  "aws:auditmanager/frameworkShare:FrameworkShare": paths("destinationAccount"),
  "aws:cleanrooms/collaboration:Collaboration": paths("members[].accountId"),
  "aws:cfg/aggregateAuthorization:AggregateAuthorization": paths("accountId"),
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": paths("accountId", "organizationArn", "organizationalUnitArn"),
  "aws:ec2/networkInterfacePermission:NetworkInterfacePermission": paths("awsAccountId"),
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": paths("accountId"),
  // What is on the other side of a peering reaches private addresses.
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": paths("peerOwnerId"),
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": paths("peerAccountId"),
  "aws:ec2/vpcEndpointService:VpcEndpointService": { paths: ["allowedPrincipals[]"] },
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": paths(
    "principalArn",
    "allowedPrincipals[]",
  ),
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": paths(
    "replicationConfiguration.rules[].destinations[].registryId",
  ),
  "aws:eks/accessEntry:AccessEntry": paths("principalArn"),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": paths("principalArn"),
  "aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment": paths("principals[]"),
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": paths(
    "distributions[].amiDistributionConfiguration.launchPermission.userIds[]",
    "distributions[].amiDistributionConfiguration.launchPermission.userGroups[]",
    "distributions[].amiDistributionConfiguration.targetAccountIds[]",
  ),
  "aws:kms/grant:Grant": paths("granteePrincipal", "retiringPrincipal"),
  "aws:lakeformation/dataLakeSettings:DataLakeSettings": paths(
    "admins[]",
    "readOnlyAdmins[]",
    "externalDataFilteringAllowLists[]",
    "trustedResourceOwners[]",
    "createDatabaseDefaultPermissions[].principal",
    "createTableDefaultPermissions[].principal",
  ),
  "aws:lakeformation/permissions:Permissions": paths("principal", "principal.dataLakePrincipalIdentifier"),
  "aws:licensemanager/licenseGrant:LicenseGrant": paths("principal"),
  "aws:opensearch/authorizeVpcEndpointAccess:AuthorizeVpcEndpointAccess": paths("account"),
  "aws:ram/principalAssociation:PrincipalAssociation": paths("principal"),
  "aws:ram/resourceShare:ResourceShare": { paths: [], open: ["allowExternalPrincipals", true] },
  "aws:ram/resourceShareAssociationsExclusive:ResourceShareAssociationsExclusive": paths("principals[]"),
  "aws:rds/clusterSnapshot:ClusterSnapshot": SNAPSHOT,
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": SNAPSHOT,
  "aws:rds/snapshot:Snapshot": SNAPSHOT,
  "aws:rds/snapshotCopy:SnapshotCopy": SNAPSHOT,
  "aws:redshift/dataShareAuthorization:DataShareAuthorization": paths("consumerIdentifier"),
  "aws:redshift/endpointAuthorization:EndpointAuthorization": paths("account"),
  [BUCKET_ACL]: {
    paths: ["acl", "accessControlPolicy.grants[].grantee.uri"],
    everybody: /^(public-read|public-read-write|authenticated-read)$|\/(AllUsers|AuthenticatedUsers)$/,
  },
  "aws:s3control/accessGrant:AccessGrant": paths("grantee.granteeIdentifier"),
  "aws:servicecatalog/portfolioShare:PortfolioShare": paths("principalId"),
  "aws:servicecatalog/principalPortfolioAssociation:PrincipalPortfolioAssociation": paths("principalArn"),
  "aws:signer/signingProfilePermission:SigningProfilePermission": paths("principal"),
  "aws:ssm/document:Document": paths("permissions.accountIds", "permissions.account_ids"),
};
const STRANGER: Outsider = "an account that the standard does not list";
const LOG_DELIVERY = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";
/** The policy that gives access to data of collections. */
export const DATA_ACCESS = "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy";

export const GRANT_TYPES: readonly string[] = [...Object.keys(GRANTS), DATA_ACCESS];

/** Paths at which a type names who gets access. */
export function grantPathsOf(type: string): readonly string[] {
  const { paths: own = [], open } = GRANTS[type] ?? {};
  return open ? [...own, open[0]] : own;
}

/** Whom a grant lets in from outside: nobody, or somebody in words; UNKNOWN if that hangs on what is not known yet. */
export function outsidersOfGrant(resource: ResourceRecord, estate: Estate): readonly Outsider[] | Unknown {
  const { everybody = /^(\*|all)$/i, open } = GRANTS[resource.type] ?? {};
  const found = new Set<Outsider>();
  let isUnknown = false;
  if (open && valuesSetAt(resource, open[0]).includes(open[1])) found.add(STRANGER);
  for (const [value, property] of namedBy(resource)) {
    const answer = outsiderNamed(value, everybody, estate);
    if (answer === undefined && isWholeAccount(resource, value)) found.add("every principal of its account");
    if (typeof answer === "string") found.add(answer);
    else if (answer === UNKNOWN && !(value === UNKNOWN && isOfThisRun(resource, property, estate))) isUnknown = true;
  }
  if (found.size > 0) return [...found];
  if (resource.type === BUCKET_ACL && hasForeignGrantee(resource)) isUnknown = true;
  return isUnknown ? UNKNOWN : [];
}

/** What a grant names, each with the top-level property that it stands in. */
function namedBy(resource: ResourceRecord): readonly (readonly [value: unknown, property: string])[] {
  if (resource.type === DATA_ACCESS) return collectionPrincipalsOf(resource).map((one) => [one, "policy"]);
  return (GRANTS[resource.type]?.paths ?? []).flatMap((path) =>
    valuesSetAt(resource, path).flatMap((value) => split(value).map((one) => [one, topLevelProperty(path)] as const)),
  );
}

/** `111122223333,444455556666`: some lists are one text. */
function split(value: unknown): readonly unknown[] {
  return typeof value === "string" && /^[\w*]+(,\s*[\w*]+)+$/.test(value) ? value.split(/,\s*/) : [value];
}

/**
 * Whether an access list names an account by its canonical id or its address, and it is not the owner: neither tells the
 * account's number. The log delivery group of S3 has an id of its own:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-s3-permissions.html (read 2026-11).
 */
function hasForeignGrantee({ props }: ResourceRecord): boolean {
  const owner = valuesAt(props, "accessControlPolicy.owner.id");
  const named = [
    ...valuesAt(props, "accessControlPolicy.grants[].grantee.id"),
    ...valuesAt(props, "accessControlPolicy.grants[].grantee.emailAddress"),
  ];
  return named.some((id) => id !== "" && id !== LOG_DELIVERY && !(id !== UNKNOWN && owner.includes(id)));
}

/** Principals of data access policies of OpenSearch Serverless, which are a list of rules in JSON. */
export function collectionPrincipalsOf({ props }: ResourceRecord): readonly unknown[] {
  if (props.policy === UNKNOWN) return [UNKNOWN];
  return listOf(parsedJson(props.policy)).flatMap((rule) =>
    rule === UNKNOWN ? [UNKNOWN] : isObject(rule) ? valuesAt(rule, "Principal[]") : [],
  );
}

/**
 * Whether data access of a collection is given to a whole account: nothing else narrows it, as a role's own policy would.
 * Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html (read 2026-11).
 */
function isWholeAccount({ type }: ResourceRecord, value: unknown): boolean {
  return (
    type === DATA_ACCESS &&
    typeof value === "string" &&
    /^(arn:[^:]+:iam::\d{12}:root$|[^*?]*:role\/[^*?]*[*?]|saml\/[^*?]*[*?])/.test(value)
  );
}

/** Who of the outside a text names; undefined if nobody. */
function outsiderNamed(value: unknown, everybody: RegExp, estate: Estate): Outsider | Unknown | undefined {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value !== "string") return undefined;
  if (everybody.test(value) || /[*?]/.test(parseArn(value)?.account ?? "")) return "everybody";
  // An organisation or a unit of one is named to keep others out.
  if (value.startsWith("arn:") && value.includes(":organizations:")) return undefined;
  const account = accountOfPrincipal(value) ?? /^(?:DataCatalog\/|saml\/)?(\d{12})(?:[:/]|$)/.exec(value)?.[1];
  const outside = account === undefined ? false : isOutside(account, estate);
  if (outside === UNKNOWN) return UNKNOWN;
  return outside ? STRANGER : undefined;
}

/** Whether a property that is not known yet takes its value from resources that this run manages. */
function isOfThisRun(resource: ResourceRecord, property: string, estate: Estate): boolean {
  return dependenciesOf(resource, property, typesOf(estate), estate).length > 0;
}

const typesOf = memoizeByEstate(({ resources }) => [...new Set(resources.map(({ type }) => type))]);
