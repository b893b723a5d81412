import { type Service, service } from "./kit/service";

const lexName = { autoname: { separator: "_", random: { letters: 8 } } };
const described = { defaults: { description: "Managed by Pulumi" } };

/**
 * Types that are described by nothing but what the bridge overrides in them: another naming property, other limits, a
 * description of its own. Source: `provider/resource_overrides.go` of pulumi-aws, read 2026-11.
 */
export const NAMED: readonly Service[] = [
  service("appsync", {
    DataSource: { autoname: { separator: "_" } },
    Function: { autoname: { separator: "_" } },
    ApiKey: described,
  }),
  service("apigateway", { ApiKey: described }),
  service("athena", { Database: { autoname: { separator: "_" } } }),
  service("backup", { RestoreTestingPlan: { autoname: { separator: "_" } } }),
  service("codedeploy", {
    DeploymentConfig: { autoname: { property: "deploymentConfigName", maxLength: 100, separator: "_" } },
  }),
  service("docdb", { SubnetGroup: described }),
  service("elasticache", {
    Cluster: { autoname: { property: "clusterId", maxLength: 50, lowerCase: true } },
    ParameterGroup: described,
    ReplicationGroup: {
      autoname: { property: "replicationGroupId", maxLength: 40, lowerCase: true },
      // Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html, read 2026-11.
      replaces: [
        "atRestEncryptionEnabled",
        "dataTieringEnabled",
        "kmsKeyId",
        "networkType",
        "port",
        "replicationGroupId",
        "snapshotArns",
        "snapshotName",
        "subnetGroupName",
      ],
    },
    SubnetGroup: described,
  }),
  service("elasticbeanstalk", { Environment: { autoname: { maxLength: 40 } } }),
  service("elasticsearch", { Domain: { autoname: { property: "domainName", maxLength: 28, lowerCase: true } } }),
  service("iot", { TopicRule: { autoname: { separator: "_" } } }),
  service("lex", { Bot: lexName, BotAlias: lexName, Intent: lexName, SlotType: lexName }),
  service("mq", { Broker: { autoname: { property: "brokerName", maxLength: 55 } } }),
  service("msk", {
    Cluster: { autoname: { property: "clusterName" } },
    ServerlessCluster: { autoname: { property: "clusterName" } },
  }),
  service("neptune", { SubnetGroup: described }),
  service("redshift", { ParameterGroup: described, SubnetGroup: described }),
];
