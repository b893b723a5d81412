import { service, type TypeSpec } from "./kit/service";
import { oneOf, range } from "./kit/validators";

const database: TypeSpec = {
  validate: { backupRetentionPeriod: range(0, 35), monitoringInterval: oneOf(0, 1, 5, 10, 15, 30, 60) },
};

export const rds = service("rds", {
  Cluster: {
    ...database,
    autoname: false,
    id: ({ clusterIdentifier }) => (clusterIdentifier === undefined ? "tf-{digit26}" : "{clusterIdentifier}"),
    arn: "rds:{region}:{account}:cluster:{id}",
    defaults: {
      backupRetentionPeriod: 1,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      engineMode: "provisioned",
      skipFinalSnapshot: false,
    },
    replaces: [
      "clusterIdentifier",
      "clusterIdentifierPrefix",
      "engine",
      "engineMode",
      "storageEncrypted",
      "kmsKeyId",
      "availabilityZones",
      "databaseName",
      "dbSubnetGroupName",
      "masterUsername",
      "clusterScalabilityType",
      "dbSystemId",
      "snapshotIdentifier",
      "sourceRegion",
    ],
    outputs: ({ properties: { engine, manageMasterUserPassword, masterUserSecretKmsKeyId } }) => ({
      clusterIdentifier: "{id}",
      masterUserSecrets: manageMasterUserPassword
        ? [
            {
              secretArn:
                "arn:{partition}:secretsmanager:{region}:{account}:secret:rds!cluster-{uuid:owner}-{upper6:owner}",
              secretStatus: "active",
              kmsKeyId: masterUserSecretKmsKeyId ?? "",
            },
          ]
        : [],
      clusterResourceId: "cluster-{upper26}",
      endpoint: "{id}.cluster-{alnum12:host}.{region}.rds.{dnsSuffix}",
      readerEndpoint: "{id}.cluster-ro-{alnum12:host}.{region}.rds.{dnsSuffix}",
      hostedZoneId: "Z{upper13}",
      availabilityZones: ["{region}a", "{region}b", "{region}c"],
      iamRoles: [],
      port: portOf(engine),
    }),
  },
  ClusterInstance: {
    id: ({ identifier }) => (identifier === undefined ? "tf-{digit26}" : "{identifier}"),
    arn: "rds:{region}:{account}:db:{id}",
    replaces: [
      "identifier",
      "identifierPrefix",
      "clusterIdentifier",
      "engine",
      "dbSubnetGroupName",
      "availabilityZone",
    ],
    outputs: ({ properties: { engine } }) => ({
      identifier: "{id}",
      dbiResourceId: "db-{upper26}",
      endpoint: "{id}.{alnum12:host}.{region}.rds.{dnsSuffix}",
      port: portOf(engine),
      storageEncrypted: false,
      writer: true,
    }),
  },
  Instance: {
    ...database,
    autoname: { property: "identifier", separator: "" },
    id: "db-{upper26}",
    arn: "rds:{region}:{account}:db:{identifier}",
    defaults: {
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    replaces: ["availabilityZone", "characterSetName", "dbName", "engine", "kmsKeyId", "storageEncrypted", "username"],
    outputs: {
      address: "{identifier}.{alnum12:host}.{region}.rds.{dnsSuffix}",
      endpoint: "{address}:3306",
      hostedZoneId: "Z{upper13}",
      port: 3306,
      resourceId: "{id}",
      status: "available",
      availabilityZone: "{region}a",
    },
  },
  SubnetGroup: {
    arn: "rds:{region}:{account}:subgrp:{name}",
    defaults: { description: "Managed by Pulumi" },
    replaces: ["name", "namePrefix"],
    outputs: { supportedNetworkTypes: ["IPV4"], vpcId: "vpc-{hex17}" },
  },
  ParameterGroup: {
    arn: "rds:{region}:{account}:pg:{name}",
    defaults: { description: "Managed by Pulumi", skipDestroy: false },
    replaces: ["name", "family"],
  },
  ClusterParameterGroup: {
    arn: "rds:{region}:{account}:cluster-pg:{name}",
    defaults: { description: "Managed by Pulumi" },
    replaces: ["name", "family"],
  },
});

/** Source: the user guide of Amazon Aurora, "Creating an Amazon Aurora DB cluster", read 2026-11. */
function portOf(engine: unknown): number {
  return String(engine).includes("postgres") ? 5432 : 3306;
}
