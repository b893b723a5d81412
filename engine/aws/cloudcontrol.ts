import { UNKNOWN_VALUE, type Values } from "../simulation";
import { service } from "./kit/service";

/** Properties that identify a resource of a type, in the order of its schema (the SDK's import documentation, read 2026-11). */
const IDENTIFIERS: Readonly<Record<string, readonly string[]>> = {
  "AWS::OpenSearchServerless::Index": ["IndexName", "CollectionEndpoint"],
};

/** Any resource type of CloudFormation, by its JSON. */
export const cloudcontrol = service("cloudcontrol", {
  Resource: {
    id: ({ typeName, desiredState }: Values) => {
      const names = IDENTIFIERS[String(typeName)];
      if (names === undefined) return "{hex17}";
      if (typeof desiredState !== "string" || desiredState === UNKNOWN_VALUE) return UNKNOWN_VALUE;
      const state: Values = JSON.parse(desiredState);
      return names.map((name) => state[name]).join("|");
    },
    replaces: ["typeName"],
    outputs: { properties: "{desiredState}" },
  },
});
