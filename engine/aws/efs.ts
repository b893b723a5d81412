import { service } from "./kit/service";

export const efs = service("efs", {
  FileSystem: {
    autoname: { property: "creationToken" },
    id: "fs-{hex17}",
    arn: "elasticfilesystem:{region}:{account}:file-system/{id}",
    replaces: ["creationToken", "encrypted", "kmsKeyId", "performanceMode", "availabilityZoneName"],
    outputs: { dnsName: "{id}.efs.{region}.{dnsSuffix}", ownerId: "{account}", performanceMode: "generalPurpose" },
  },
  MountTarget: {
    id: "fsmt-{hex17}",
    replaces: ["fileSystemId", "subnetId"],
    outputs: {
      dnsName: "{fileSystemId}.efs.{region}.{dnsSuffix}",
      networkInterfaceId: "eni-{hex17}",
      ownerId: "{account}",
    },
  },
  AccessPoint: {
    id: "fsap-{hex17}",
    arn: "elasticfilesystem:{region}:{account}:access-point/{id}",
    replaces: ["fileSystemId"],
  },
});
