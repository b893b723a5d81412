import * as ecr from "@pulumi/aws/ecr";
import type { RepositoryArgs } from "@pulumi/awsx/ecr";
import type { ecr as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";

type Rule = pulumi.Unwrap<inputs.LifecyclePolicyRuleArgs>;

/** The children of `awsx.ecr.Repository`: the repository, and a lifecycle policy unless it is skipped. */
export class Repository extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(
    name: string,
    { lifecyclePolicy: lifecycle, ...args }: RepositoryArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("awsx:ecr:Repository", name, {}, options);
    const childName = name.toLowerCase();
    const repository = new ecr.Repository(childName, args, { parent: this });
    const rules = pulumi.output(lifecycle?.rules);
    // Without a parent, as in awsx.
    const lifecyclePolicy = lifecycle?.skip
      ? undefined
      : new ecr.LifecyclePolicy(childName, { repository: repository.name, policy: rules.apply(policyOf) });
    this.outputs = Promise.resolve({ repository, lifecyclePolicy, url: repository.repositoryUrl });
    this.registerOutputs({ repository, lifecyclePolicy });
  }
}

const UNTAGGED: Rule = { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 };

/** Priorities follow the order of the rules; the one for any image comes last, as AWS demands. */
function policyOf(rules: readonly Rule[] = [UNTAGGED]): ecr.LifecyclePolicyDocument {
  const ofAny = rules.filter(({ tagStatus }) => tagStatus === "any");
  if (ofAny.length > 1) throw new Error('a lifecycle policy has at most one rule with the tagStatus "any"');
  const ordered = [...rules.filter(({ tagStatus }) => tagStatus !== "any"), ...ofAny];
  return {
    rules: ordered.map((rule, index) => ({
      rulePriority: index + 1,
      description: rule.description,
      selection: { ...tagsOf(rule), ...countOf(rule) },
      action: { type: "expire" },
    })),
  };
}

function tagsOf({ tagStatus, tagPrefixList }: Rule) {
  if (tagStatus === "any" || tagStatus === "untagged") return { tagStatus };
  if (!tagPrefixList?.length) throw new Error("a lifecycle rule for tagged images needs a tagPrefixList");
  return { tagStatus: "tagged", tagPrefixList } as const;
}

function countOf({ maximumNumberOfImages, maximumAgeLimit }: Rule) {
  if (maximumNumberOfImages !== undefined) {
    return { countType: "imageCountMoreThan", countNumber: maximumNumberOfImages } as const;
  }
  if (maximumAgeLimit === undefined) {
    throw new Error("a lifecycle rule needs maximumNumberOfImages or maximumAgeLimit");
  }
  return { countType: "sinceImagePushed", countNumber: maximumAgeLimit, countUnit: "days" } as const;
}
