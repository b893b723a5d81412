import assert from "node:assert/strict";
import { createEstate, type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { ownerOf } from "../../../../../policies/readers/iam/role-owners";
import { usersByRole } from "../../../../../policies/readers/iam/role-users";
import { pathsOf, typesWith } from "../../../../../policies/readers/resource/type-facts";

const ROLE = "aws:iam/role:Role";
const ARN = "arn:aws:iam::210987654321:role/support";

function record(type: string, name: string, props: Record<string, unknown>): ResourceRecord {
  return { type, urn: `urn:pulumi:test::test::${type}::${name}`, name, id: name, props };
}

const role = record(ROLE, "support", { name: "support", arn: ARN, tags: { workload: "support" } });
const profile = record("aws:iam/instanceProfile:InstanceProfile", "machines", { name: "machines", role: "support" });

/** Properties in which `value` stands at `path`. */
function propsAt(path: string, value: unknown): Record<string, unknown> {
  const [step = "", ...rest] = path.split(".");
  const key = step.replace(/(\[\]|\{\})+$/, "");
  const inner = rest.length > 0 ? propsAt(rest.join("."), value) : value;
  const wrapped = [...step.slice(key.length).matchAll(/\[\]|\{\}/g)].reduceRight<unknown>(
    (held, [wrap]) => (wrap === "[]" ? [held] : { any: held }),
    inner,
  );
  return { [key]: wrapped };
}

function usersOf(...others: readonly ResourceRecord[]): readonly string[] {
  const estate = createEstate([role, profile, ...others], loadStandard());
  return [...usersByRole(estate).values()].flat().map(({ name }) => name);
}

/** Types that hold identities or permissions, and are read as such. */
const HOLDERS = /^aws(-native)?:(iam|ssoadmin|sso|organizations|identitystore)[/:]/;

/** Paths at which a role may stand among other things, in properties of `aws-native` that have no name for it. */
const FREE_TEXT = /(stringValue|parameterValue|organizationRoleName|sourceArn|masterUserArn)$/;

describe("what runs under a role", () => {
  for (const [fact, value] of [
    ["roles", ARN],
    ["instanceProfiles", "machines"],
  ] as const) {
    it(`is found by every property of every type that names one: ${fact}`, () => {
      const missed = typesWith(fact)
        .filter((type) => (fact === "roles" || type.startsWith("aws:")) && !HOLDERS.test(type))
        .flatMap((type) => pathsOf(type, fact).map((path) => [type, path] as const))
        .filter(([, path]) => !FREE_TEXT.test(path))
        .filter(([type, path]) => !usersOf(record(type, "user", propsAt(path, value))).includes("user"));
      assert.deepEqual(missed, []);
    });
  }

  it("is a group that starts machines from a template, by every way to name it", () => {
    const template = record("aws:ec2/launchTemplate:LaunchTemplate", "recipe", {
      iamInstanceProfile: { name: "machines" },
    });
    const specification = { launchTemplateSpecification: { launchTemplateId: "recipe" } };
    for (const [type, props] of [
      ["aws:autoscaling/group:Group", { launchTemplate: { id: "recipe" } }],
      ["aws:autoscaling/group:Group", { mixedInstancesPolicy: { launchTemplate: specification } }],
      ["aws:ec2/fleet:Fleet", { launchTemplateConfigs: [specification] }],
      [
        "aws:ec2/spotFleetRequest:SpotFleetRequest",
        { launchTemplateConfigs: [{ launchTemplateSpecification: { name: "recipe" } }] },
      ],
      ["aws:eks/nodeGroup:NodeGroup", { launchTemplate: { name: "recipe" } }],
    ] as const) {
      assert.deepEqual(usersOf(template, record(type, "machine", props)), ["recipe", "machine"], type);
    }
  });

  it("is what names it in a definition in JSON, and not what names it in a policy", () => {
    const definition = JSON.stringify({ States: { train: { Parameters: { RoleArn: ARN } } } });
    assert.deepEqual(usersOf(record("aws:sfn/stateMachine:StateMachine", "flow", { definition })), ["flow"]);
    const policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: { AWS: ARN }, Action: "s3:*" } });
    assert.deepEqual(usersOf(record("aws:s3/bucketPolicy:BucketPolicy", "policy", { policy })), []);
  });

  it("is a service account whose annotation names it", () => {
    const metadata = { namespace: "support", annotations: { "eks.amazonaws.com/role-arn": ARN } };
    assert.deepEqual(usersOf(record("kubernetes:core/v1:ServiceAccount", "pod", { metadata })), ["pod"]);
    assert.deepEqual(usersOf(record("kubernetes:core/v1:ServiceAccount", "pod", { metadata: { labels: {} } })), []);
  });

  it("is found by its edge while the ARN is not known", () => {
    const project = { ...record("aws:codebuild/project:Project", "build", { serviceRole: UNKNOWN }) };
    assert.deepEqual(usersOf({ ...project, edges: { serviceRole: [role.urn] } }), ["build"]);
    assert.deepEqual(usersOf(project), []);
  });
});

describe("the owner of what runs under a role", () => {
  const rule = record("aws:cloudwatch/eventRule:EventRule", "rule", { tags: { workload: "claims" } });
  const machine = record("aws:sfn/stateMachine:StateMachine", "flow", { tags: { workload: "support" } });
  const target = (props: Record<string, unknown>) => record("aws:cloudwatch/eventTarget:EventTarget", "target", props);
  const workloadOf = (resource: ResourceRecord, expected?: string) =>
    ownerOf(resource, createEstate([role, rule, machine, resource], loadStandard()), expected).workload;

  it("is that of what it is a part of, where it takes no tags", () => {
    assert.equal(workloadOf(target({ rule: "rule" })), "claims");
    assert.equal(workloadOf(target({ rule: "elsewhere" })), undefined);
  });

  it("is the role's own among several, because a target joins two", () => {
    assert.equal(workloadOf(target({ rule: "rule", arn: "flow" }), "support"), "support");
  });

  it("is nobody's where it takes tags and has none", () => {
    const untagged = record("aws:codebuild/project:Project", "build", { rule: "rule" });
    assert.equal(ownerOf(untagged, createEstate([rule, untagged], loadStandard()), undefined).isUntagged, true);
  });
});
