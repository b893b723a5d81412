import { isSet, valuesSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { isObject, listOf, parsedJson, valueAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { pathsOf, typesWith } from "../../../readers/resource/type-facts";

type PublicAccessReader = (store: ResourceRecord) => boolean | Unknown;

const SWITCH = "publiclyAccessible";

/** Whether each kind of store can be reached from the internet; buckets are s3-bucket-is-private's. */
const IS_PUBLIC: Readonly<Record<string, PublicAccessReader>> = {
  ...Object.fromEntries(
    typesWith("publicSwitches")
      .filter((type) => pathsOf(type, "publicSwitches").includes(SWITCH))
      .map((type) => [type, isTrue(SWITCH)]),
  ),
  "aws:opensearch/domain:Domain": outsideVpc("vpcOptions"),
  "aws:elasticsearch/domain:Domain": outsideVpc("vpcOptions"),
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": isPublicNetworkPolicy,
  "aws:neptunegraph/graph:Graph": isTrue("publicConnectivity"),
  "aws:msk/cluster:Cluster": isSetTo("brokerNodeGroupInfo.connectivityInfo.publicAccess.type", "SERVICE_PROVIDED_EIPS"),
  "aws:rds/snapshot:Snapshot": isSetTo("sharedAccounts[]", "all"),
  "aws:rds/clusterSnapshot:ClusterSnapshot": isSetTo("sharedAccounts[]", "all"),
  "aws:rds/snapshotCopy:SnapshotCopy": isSetTo("sharedAccounts[]", "all"),
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": isSetTo("sharedAccounts[]", "all"),
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": isSetTo("group", "all"),
};

/** A switch that leaves a way past the VPC. */
interface Switch {
  readonly isOpen: PublicAccessReader;
  readonly found: string;
  readonly required: string;
  readonly fix: string;
}

/** Without it, what a warehouse loads and unloads travels through the internet. */
const ROUTING: Switch = {
  isOpen: isNotTrue("enhancedVpcRouting"),
  found: "loads and unloads data past its VPC, through the internet",
  required: "enhanced VPC routing, which keeps COPY and UNLOAD on the routes of the VPC",
  fix: "set enhancedVpcRouting: true, and give the VPC an endpoint of S3",
};

/**
 * Sources (read 2026-11): https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html,
 * https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html.
 */
const SWITCHES: Readonly<Record<string, Switch>> = {
  "aws:redshift/cluster:Cluster": ROUTING,
  "aws:redshiftserverless/workgroup:Workgroup": ROUTING,
  "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration": {
    isOpen: isSetTo("blockPublicSecurityGroupRules", false),
    found: "lets clusters of EMR start with security groups that are open to the internet",
    required: "the block of public access for the whole account",
    fix: "set blockPublicSecurityGroupRules: true",
  },
  "aws:mwaa/environment:Environment": {
    isOpen: isSetTo("webserverAccessMode", "PUBLIC_ONLY"),
    found: "has its web server on the internet",
    required: "a web server that only the VPC reaches",
    fix: 'set webserverAccessMode: "PRIVATE_ONLY"',
  },
};

/** See why.md. */
export const rule: Rule = {
  id: "data-store-is-private",
  layer: "data",
  family: "private-egress",
  severity: "critical",
  cures: [],
  title: "Vector stores, databases and their snapshots are not open to the internet",
  scope: "stack",
  types: [...new Set([...Object.keys(IS_PUBLIC), ...Object.keys(SWITCHES)])],

  judge: hygiene((store): Verdict => {
    const { type, policy } = store.props;
    if (type === "encryption" && policy !== undefined) {
      return { outcome: "not-applicable", reason: "it is about encryption" };
    }
    const isPublic = IS_PUBLIC[store.type]?.(store) ?? false;
    if (isPublic === UNKNOWN) return { outcome: "undetermined", reason: "who reaches it is not known yet" };
    if (!isPublic) return judgeSwitch(store);
    return {
      outcome: "violation",
      found: `${store.name} can be reached from the internet`,
      required: "access from the workload's VPC or from the AWS services that serve it",
      fix: "set vpcOptions, publiclyAccessible: false, or AllowFromPublic: false with the VPC endpoints that may call; share snapshots with named accounts",
    };
  }),
};

function judgeSwitch(store: ResourceRecord): Verdict {
  const known = SWITCHES[store.type];
  const isOpen = known?.isOpen(store);
  if (isOpen === UNKNOWN) return { outcome: "undetermined", reason: "which way its data takes is not known yet" };
  if (!known || !isOpen) return { outcome: "pass" };
  const { found, required, fix } = known;
  return { outcome: "violation", found: `${store.name} ${found}`, required, fix };
}

/** A domain without a VPC has a public endpoint. */
function outsideVpc(property: string): PublicAccessReader {
  return (store) => !isSet(store, property);
}

function isTrue(property: string): PublicAccessReader {
  return isSetTo(property, true);
}

/** Whether the program says it: what it leaves to AWS is private. */
function isSetTo(path: string, value: unknown): PublicAccessReader {
  return (store) => {
    const values = valuesSetAt(store, path);
    return values.includes(value) || (values.includes(UNKNOWN) ? UNKNOWN : false);
  };
}

/** Whether a switch is off, or left out. */
function isNotTrue(path: string): PublicAccessReader {
  return (store) => {
    const values = valuesSetAt(store, path);
    return !values.includes(true) && (values.includes(UNKNOWN) ? UNKNOWN : true);
  };
}

/** Network policies of OpenSearch Serverless are a list of rules, each public or for VPC endpoints and services. */
function isPublicNetworkPolicy({ props }: ResourceRecord): boolean | Unknown {
  if (props.type === UNKNOWN || props.policy === UNKNOWN) return UNKNOWN;
  const rules = listOf(parsedJson(props.policy));
  const states = rules.map((rule) => (isObject(rule) ? valueAt(rule, "AllowFromPublic") : UNKNOWN));
  if (states.includes(true)) return true;
  return states.includes(UNKNOWN) || rules.length === 0 ? UNKNOWN : false;
}
