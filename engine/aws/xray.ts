import { service } from "./kit/service";
import { json, oneOf } from "./kit/validators";

export const xray = service("xray", {
  Group: { id: "{arn}", arn: "xray:{region}:{account}:group/{groupName}/{upper32}", replaces: ["groupName"] },
  SamplingRule: {
    id: "{ruleName}",
    arn: "xray:{region}:{account}:sampling-rule/{ruleName}",
    replaces: ["ruleName", "version"],
  },
  EncryptionConfig: { id: "{region}", validate: { type: oneOf("NONE", "KMS") } },
  IndexingRule: { id: "{name}", replaces: ["name"] },
  TraceSegmentDestination: { id: "{region}", validate: { destination: oneOf("XRay", "CloudWatchLogs") }, replaces: [] },
  ResourcePolicy: { id: "{policyName}", validate: { policyDocument: json }, replaces: ["policyName"] },
});
