import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { isolated, model } from "../../network/example-network";

const shards = (props: Readonly<Record<string, unknown>>) => ({
  type: "aws:rds/shardGroup:ShardGroup",
  name: "shards",
  props,
});
const directory = (props: Readonly<Record<string, unknown>>) => ({
  type: "aws:workspaces/directory:Directory",
  name: "desktops",
  props,
});
export const examples: readonly RuleExample[] = [
  {
    title: "a switch that is off",
    resources: [shards({ publiclyAccessible: false }), model],
    outcome: "pass",
  },
  {
    title: "a database of a kind that no rule reads, with a public address",
    resources: [shards({ publiclyAccessible: true }), model],
    outcome: "violation",
  },
  {
    title: "desktops with internet access",
    resources: [directory({ workspaceCreationProperties: { enableInternetAccess: true } }), model],
    outcome: "violation",
  },
  {
    title: "a switch that is not known yet",
    resources: [directory({ workspaceCreationProperties: { enableInternetAccess: UNKNOWN } }), model],
    outcome: "undetermined",
  },
  {
    title: "subnets that another stack manages",
    resources: [directory({ subnetIds: ["subnet-1"] }), model],
    outcome: "undetermined",
  },
  {
    title: "subnets without a way out",
    resources: [{ ...directory({}), refersTo: { subnetIds: ["subnet"] } }, ...isolated, model],
    outcome: "pass",
  },
  {
    title: "nothing that another rule would have to read",
    resources: [shards({ maxAcu: 8 }), model],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [shards({ publiclyAccessible: true })],
    outcome: "not-applicable",
  },
];
