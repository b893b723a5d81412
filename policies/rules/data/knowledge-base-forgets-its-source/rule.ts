import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";

/** See why.md. */
export const rule: Rule = {
  id: "knowledge-base-forgets-its-source",
  layer: "data",
  family: "retention",
  severity: "medium",
  title: "Vectors go when the source that they were made of goes",
  scope: "resource",
  types: ["aws:bedrock/agentDataSource:AgentDataSource"],

  judge({ name, props }): Verdict {
    if (props.dataDeletionPolicy === UNKNOWN) {
      return { outcome: "undetermined", reason: "the deletion policy is not known yet" };
    }
    if (props.dataDeletionPolicy === "DELETE") return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${name} ${props.dataDeletionPolicy === "RETAIN" ? "leaves its vectors behind" : "does not say what becomes of its vectors"} when it is deleted`,
      required: "dataDeletionPolicy DELETE",
      fix: 'set dataDeletionPolicy to "DELETE"',
    };
  },
};
