import { service } from "./kit/service";

export const ec2Instances = service("ec2", {
  NetworkInterface: {
    id: "eni-{hex17}",
    arn: "ec2:{region}:{account}:network-interface/{id}",
    defaults: { sourceDestCheck: true },
    replaces: ["subnetId", "interfaceType"],
    outputs: {
      ownerId: "{account}",
      macAddress: "02:00:5e:00:53:{hex2}",
      privateIp: "10.0.0.{digit2}",
      privateDnsName: "ip-10-0-0-{digit2:privateIp}.{region}.compute.internal",
      interfaceType: "interface",
      outpostArn: "",
    },
  },
  Instance: {
    id: "i-{hex17}",
    arn: "ec2:{region}:{account}:instance/{id}",
    defaults: { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false, forceDestroy: false },
    replaces: ["ami", "availabilityZone", "keyName", "privateIp", "subnetId", "associatePublicIpAddress"],
    outputs: {
      availabilityZone: "{region}a",
      instanceState: "running",
      primaryNetworkInterfaceId: "eni-{hex17}",
      privateIp: "10.0.0.{digit2}",
      privateDns: "ip-10-0-0-{digit2:privateIp}.{region}.compute.internal",
      publicIp: "",
      publicDns: "",
      passwordData: "",
      instanceInitiatedShutdownBehavior: "stop",
      tenancy: "default",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIpv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "optional",
        instanceMetadataTags: "disabled",
      },
    },
  },
  LaunchTemplate: {
    id: "lt-{hex17}",
    arn: "ec2:{region}:{account}:launch-template/{id}",
    replaces: ["name", "namePrefix"],
    outputs: { latestVersion: 1, defaultVersion: 1 },
  },
  KeyPair: {
    autoname: { property: "keyName" },
    id: "{keyName}",
    arn: "ec2:{region}:{account}:key-pair/{keyName}",
    replaces: ["keyName", "publicKey"],
    outputs: { keyPairId: "key-{hex17}", keyType: "ed25519" },
  },
});
