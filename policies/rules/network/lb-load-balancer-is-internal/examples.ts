import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const balancer = (props: Record<string, unknown>, type = "aws:lb/loadBalancer:LoadBalancer") => ({
  type,
  name: "front",
  props,
});
const NATIVE = "aws-native:elasticloadbalancingv2:LoadBalancer";

export const examples: RuleExample[] = [
  { title: "internal", resources: [balancer({ internal: true }), model], outcome: "pass" },
  { title: "nothing said", resources: [balancer({}), model], outcome: "violation" },
  { title: "on the internet", resources: [balancer({ internal: false }), model], outcome: "violation" },
  {
    title: "under its earlier name",
    resources: [balancer({}, "aws:alb/loadBalancer:LoadBalancer"), model],
    outcome: "violation",
  },
  {
    title: "the other provider's, internal",
    resources: [balancer({ scheme: "internal" }, NATIVE), model],
    outcome: "pass",
  },
  { title: "the other provider's, nothing said", resources: [balancer({}, NATIVE), model], outcome: "violation" },
  {
    title: "not known yet",
    resources: [{ ...balancer({ internal: UNKNOWN }), refersTo: { internal: "model" } }, model],
    outcome: "undetermined",
  },
  { title: "left to AWS, in a preview", resources: [balancer({ internal: UNKNOWN }), model], outcome: "violation" },
  { title: "a program that has nothing to do with models", resources: [balancer({})], outcome: "violation" },
  {
    title: "a gateway load balancer",
    resources: [balancer({ loadBalancerType: "gateway" }), model],
    outcome: "not-applicable",
  },
];
