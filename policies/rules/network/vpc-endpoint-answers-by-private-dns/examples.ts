import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, vpc } from "../example-network";

const endpoint = (props: Record<string, unknown>) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "runtime",
  props: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-west-1.bedrock-runtime", ...props },
});

const named = (enableDnsHostnames: boolean) => ({ ...vpc, props: { ...vpc.props, enableDnsHostnames } });

export const examples: RuleExample[] = [
  { title: "private DNS on", resources: [endpoint({ privateDnsEnabled: true }), model], outcome: "pass" },
  {
    title: "private DNS on by a resource of its own",
    resources: [
      endpoint({}),
      {
        type: "aws:vpc/endpointPrivateDns:EndpointPrivateDns",
        name: "dns",
        props: { privateDnsEnabled: true },
        refersTo: { vpcEndpointId: "runtime" },
      },
      model,
    ],
    outcome: "pass",
  },
  {
    title: "in a VPC with host names",
    resources: [{ ...endpoint({ privateDnsEnabled: true }), refersTo: { vpcId: "vpc" } }, named(true), model],
    outcome: "pass",
  },
  {
    title: "near miss: in a VPC without host names",
    resources: [{ ...endpoint({ privateDnsEnabled: true }), refersTo: { vpcId: "vpc" } }, vpc, model],
    outcome: "violation",
  },
  { title: "private DNS off", resources: [endpoint({ privateDnsEnabled: false }), model], outcome: "violation" },
  { title: "nothing said", resources: [endpoint({}), model], outcome: "violation" },
  {
    title: "not known yet",
    resources: [{ ...endpoint({ privateDnsEnabled: UNKNOWN }), refersTo: { privateDnsEnabled: "model" } }, model],
    outcome: "undetermined",
  },
  {
    title: "a gateway endpoint",
    resources: [endpoint({ vpcEndpointType: "Gateway", serviceName: "com.amazonaws.eu-west-1.s3" }), model],
    outcome: "not-applicable",
  },
  {
    title: "near miss: somebody else's service",
    resources: [endpoint({ serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0" }), model],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [endpoint({ serviceName: "com.amazonaws.eu-west-1.logs" })],
    outcome: "not-applicable",
  },
];
