import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-buckets";

const store = (type: string, props: Record<string, unknown>) => ({ type, name: "vectors", props });
const domain = (props: Record<string, unknown>) => store("aws:opensearch/domain:Domain", props);
const database = (props: Record<string, unknown>) => store("aws:rds/clusterInstance:ClusterInstance", props);
const network = (policy: unknown, type = "network") =>
  store("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy", { type, policy });
const rule = (allowFromPublic: boolean) => ({
  Rules: [{ ResourceType: "collection", Resource: ["collection/vectors"] }],
  AllowFromPublic: allowFromPublic,
});

export const examples: RuleExample[] = [
  { title: "a domain in a VPC", resources: [domain({ vpcOptions: { subnetIds: ["a"] } }), model], outcome: "pass" },
  { title: "a domain without a VPC", resources: [domain({}), model], outcome: "violation" },
  {
    title: "a collection for one endpoint",
    resources: [network(JSON.stringify([rule(false)])), model],
    outcome: "pass",
  },
  { title: "a public collection", resources: [network(JSON.stringify([rule(true)])), model], outcome: "violation" },
  {
    title: "near miss: one public rule among others",
    resources: [network(JSON.stringify([rule(false), rule(true)])), model],
    outcome: "violation",
  },
  { title: "a database that says nothing", resources: [database({}), model], outcome: "pass" },
  { title: "a public database", resources: [database({ publiclyAccessible: true }), model], outcome: "violation" },
  {
    title: "not known yet",
    resources: [{ ...database({ publiclyAccessible: UNKNOWN }), refersTo: { publiclyAccessible: "model" } }, model],
    outcome: "undetermined",
  },
  {
    title: "left to AWS, in a preview",
    resources: [database({ publiclyAccessible: UNKNOWN }), model],
    outcome: "pass",
  },
  {
    title: "a snapshot for everybody",
    resources: [store("aws:rds/clusterSnapshot:ClusterSnapshot", { sharedAccounts: ["all"] }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a snapshot for one account",
    resources: [store("aws:rds/clusterSnapshot:ClusterSnapshot", { sharedAccounts: ["123456789012"] }), model],
    outcome: "pass",
  },
  {
    title: "an image for everybody",
    resources: [store("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { group: "all" }), model],
    outcome: "violation",
  },
  {
    title: "brokers with public addresses",
    resources: [
      store("aws:msk/cluster:Cluster", {
        brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a warehouse that loads through its VPC",
    resources: [store("aws:redshift/cluster:Cluster", { enhancedVpcRouting: true }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a warehouse without an address that loads through the internet",
    resources: [store("aws:redshiftserverless/workgroup:Workgroup", { publiclyAccessible: false }), model],
    outcome: "violation",
  },
  {
    title: "a replication instance of CloudFormation that leaves its address to AWS",
    resources: [store("aws-native:dms:ReplicationInstance", { replicationInstanceClass: "dms.r6i.large" }), model],
    outcome: "violation",
  },
  {
    title: "a replication instance that leaves its address to the provider",
    resources: [store("aws:dms/replicationInstance:ReplicationInstance", {}), model],
    outcome: "pass",
  },
  {
    title: "a cluster of RDS with a public address, as CloudFormation says it",
    resources: [store("aws-native:rds:DbCluster", { publiclyAccessible: true }), model],
    outcome: "violation",
  },
  {
    title: "workflows of Airflow with a public web server",
    resources: [store("aws:mwaa/environment:Environment", { webserverAccessMode: "PUBLIC_ONLY" }), model],
    outcome: "violation",
  },
  {
    title: "workflows of Airflow that leave their web server to AWS",
    resources: [store("aws:mwaa/environment:Environment", {}), model],
    outcome: "pass",
  },
  {
    title: "clusters of EMR that may be open",
    resources: [
      store("aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration", {
        blockPublicSecurityGroupRules: false,
      }),
      model,
    ],
    outcome: "violation",
  },
  { title: "a network policy that is not known yet", resources: [network(UNKNOWN), model], outcome: "undetermined" },
  {
    title: "a program that has nothing to do with models",
    resources: [database({ publiclyAccessible: true })],
    outcome: "violation",
  },
  { title: "an encryption policy", resources: [network("{}", "encryption"), model], outcome: "not-applicable" },
];
