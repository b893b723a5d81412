import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { isolated, model } from "../../network/example-network";

const directory = (props: Readonly<Record<string, unknown>>) => ({
  type: "aws:workspaces/directory:Directory",
  name: "desktops",
  props,
});
export const examples: readonly RuleExample[] = [
  {
    title: "a switch that is off",
    resources: [directory({ workspaceCreationProperties: { enableInternetAccess: false } }), model],
    outcome: "pass",
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
    resources: [directory({ directoryId: "d-1" }), model],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [directory({ workspaceCreationProperties: { enableInternetAccess: true } })],
    outcome: "not-applicable",
  },
];
