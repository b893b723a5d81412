import { service } from "./kit/service";

// What accounts share, and how they are set up. ARNs: the services' authorization references; ids: the SDK's imports;
// read 2026-11.

export const ram = service("ram", {
  ResourceShare: {
    id: "{arn}",
    arn: "ram:{region}:{account}:resource-share/{uuid:share}",
    defaults: { allowExternalPrincipals: false },
    replaces: [],
  },
  PrincipalAssociation: { id: "{resourceShareArn},{principal}", replaces: ["resourceShareArn", "principal"] },
  SharingWithOrganization: { id: "{account}", replaces: [] },
  ResourceAssociation: { id: "{resourceShareArn},{resourceArn}", replaces: ["resourceShareArn", "resourceArn"] },
});

export const oam = service("oam", {
  Sink: {
    id: "{arn}",
    arn: "oam:{region}:{account}:sink/{uuid:sink}",
    replaces: ["name"],
    outputs: { sinkId: "{uuid:sink}" },
  },
  SinkPolicy: {
    id: "{sinkIdentifier}",
    documents: ["policy"],
    replaces: ["sinkIdentifier"],
    outputs: ({ properties }) => ({
      arn: properties.sinkIdentifier,
      sinkId: String(properties.sinkIdentifier).split("/").at(-1),
    }),
  },
  Link: {
    id: "{arn}",
    arn: "oam:{region}:{account}:link/{uuid:link}",
    replaces: ["labelTemplate", "sinkIdentifier"],
    outputs: { linkId: "{uuid:link}", label: "{account}", sinkArn: "{sinkIdentifier}" },
  },
});

export const controltower = service("controltower", {
  LandingZone: {
    id: "{upper16}",
    arn: "controltower:{region}:{account}:landingzone/{id}",
    replaces: [],
    outputs: { latestAvailableVersion: "{version}" },
  },
  ControlTowerControl: {
    id: "{targetIdentifier},{controlIdentifier}",
    arn: "controltower:{region}:{account}:enabledcontrol/{upper16}",
    replaces: ["controlIdentifier", "targetIdentifier"],
  },
  Baseline: {
    id: "{arn}",
    arn: "controltower:{region}:{account}:enabledbaseline/{upper17}",
    replaces: ["baselineIdentifier", "targetIdentifier"],
  },
});

export const kinesis = service("kinesis", {
  FirehoseDeliveryStream: {
    id: "{arn}",
    arn: "firehose:{region}:{account}:deliverystream/{name}",
    replaces: ["name", "destination", "kinesisSourceConfiguration"],
    outputs: { destinationId: "destinationId-000000000001", versionId: "1" },
  },
  Stream: { id: "{arn}", arn: "kinesis:{region}:{account}:stream/{name}", replaces: ["name"] },
});

export const bcmdata = service("bcmdata", {
  Export: {
    id: "{arn}",
    arn: "bcm-data-exports:us-east-1:{account}:export/{export.name}-{uuid:export}",
    replaces: ["export"],
  },
});

export const macie2 = service("macie2", {
  Account: { id: "{account}", replaces: [], outputs: { status: "ENABLED" } },
  ClassificationJob: {
    id: "{hex32}",
    replaces: ["jobType", "s3JobDefinition", "name", "namePrefix"],
    outputs: {
      jobId: "{id}",
      jobArn: "arn:{partition}:macie2:{region}:{account}:classification-job/{id}",
      jobStatus: "RUNNING",
    },
  },
});
