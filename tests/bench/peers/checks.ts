import type { ResourceRecord, Rule } from "@plinth/policies";
import { CLASSIFICATIONS } from "@plinth/standards";
import { isObject, valuesAt } from "../../../policies/core/values";

type Props = ResourceRecord["props"];

/** Eleven checks of one bucket's own properties that every policy engine can state, as rules of Plinth. */
export const checks: readonly Rule[] = [
  check("acls-are-blocked", has("PublicAccessBlockConfiguration.BlockPublicAcls", true)),
  check("policies-are-blocked", has("PublicAccessBlockConfiguration.BlockPublicPolicy", true)),
  check("acls-are-ignored", has("PublicAccessBlockConfiguration.IgnorePublicAcls", true)),
  check("public-is-restricted", has("PublicAccessBlockConfiguration.RestrictPublicBuckets", true)),
  check("versions-are-kept", has("VersioningConfiguration.Status", "Enabled")),
  check(
    "key-is-kms",
    has("BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm", "aws:kms"),
  ),
  check("access-is-logged", (props) => valuesAt(props, "LoggingConfiguration.DestinationBucketName").length > 0),
  check("objects-expire", (props) =>
    valuesAt(props, "LifecycleConfiguration.Rules[]").some(
      (rule) => isObject(rule) && rule.Status === "Enabled" && Number(rule.ExpirationInDays) <= 730,
    ),
  ),
  check("owner-is-enforced", has("OwnershipControls.Rules[].ObjectOwnership", "BucketOwnerEnforced")),
  check("workload-is-tagged", (props) => tagIn(props, "workload") !== undefined),
  check("level-is-tagged", (props) => CLASSIFICATIONS.some((level) => level === tagIn(props, "data-classification"))),
];

function check(id: string, holds: (props: Props) => boolean): Rule {
  return {
    id,
    layer: "data",
    family: "classification",
    severity: "medium",
    title: id,
    scope: "resource",
    types: ["AWS::S3::Bucket"],
    judge: ({ name, props }) =>
      holds(props)
        ? { outcome: "pass" }
        : { outcome: "violation", found: `${name} fails ${id}`, required: id, fix: "see the check" },
  };
}

function has(path: string, value: unknown) {
  return (props: Props) => valuesAt(props, path).includes(value);
}

function tagIn(props: Props, key: string): unknown {
  return valuesAt(props, "Tags[]").flatMap((tag) => (isObject(tag) && tag.Key === key ? [tag.Value] : []))[0];
}
