import { service } from "./kit/service";

/** Any resource type of CloudFormation, by its JSON. What AWS adds to its state is not known here. */
export const cloudcontrol = service("cloudcontrol", {
  Resource: { id: "{hex17}", replaces: ["typeName"], outputs: { properties: "{desiredState}" } },
});
