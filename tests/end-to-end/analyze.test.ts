import assert from "node:assert/strict";
import { createEstate, type Judgement, judge, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { UNDETERMINED, undeterminedIn } from "../support/undetermined-summary";
import { document, secret, stateOf, type Written } from "./support/exports";
import { baselinePack } from "./support/packs";
import type { StateResource } from "./support/state";
import { type Analysis, EngineWorkspace } from "./support/workspace";

const ACCOUNT = "210987654321";
const everywhere = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];
const trust = (service: string) =>
  document({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });
const role = (name: string, service: string): Written => [
  "aws:iam/role:Role",
  name,
  { id: name, name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, assumeRolePolicy: trust(service) },
];
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A shop on the internet, as a team with no thought for models writes one. */
const SHOP: readonly Written[] = [
  ["aws:s3/bucket:Bucket", "uploads", { bucket: "shop-uploads" }],
  ["aws:dynamodb/table:Table", "orders", { name: "orders" }],
  ["aws:cloudwatch/logGroup:LogGroup", "logs", { name: "shop", retentionInDays: 0 }],
  ["aws:ec2/securityGroup:SecurityGroup", "front", { ingress: everywhere, egress: everywhere }],
  ["aws:lb/loadBalancer:LoadBalancer", "front", { internal: false, loadBalancerType: "application" }],
  ["aws:rds/instance:Instance", "database", { engine: "postgres", publiclyAccessible: true }],
  ["aws:sns/topic:Topic", "news", { name: "news" }],
  role("task", "ecs-tasks.amazonaws.com"),
  [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "task",
    { role: "task", policyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" },
  ],
  [
    "aws:iam/rolePolicy:RolePolicy",
    "objects",
    { role: "task", policy: document({ Effect: "Allow", Action: "s3:PutObject", Resource: "*" }) },
  ],
  [
    "aws:iam/policy:Policy",
    "neither",
    { policy: document({ Effect: "Deny", Action: "s3:*", NotAction: "s3:GetObject", Resource: "*" }) },
  ],
];

/** A function that asks a model, with a role that another function has as well. */
const ASSISTANT: readonly Written[] = [
  role("assistant", "lambda.amazonaws.com"),
  [
    "aws:iam/rolePolicy:RolePolicy",
    "models",
    { role: "assistant", policy: document({ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" }) },
  ],
  ["aws:lambda/function:Function", "ask", { name: "ask", role: roleArn("assistant"), runtime: "nodejs20.x" }],
  ["aws:lambda/function:Function", "learn", { name: "learn", role: roleArn("assistant"), runtime: "nodejs20.x" }],
];

/** The shop's database with what nobody may read. */
const SECRETIVE: readonly Written[] = [
  [
    "aws:rds/instance:Instance",
    "database",
    { engine: "postgres", password: secret("hush-hush"), publiclyAccessible: true },
  ],
  ["aws:iam/policy:Policy", "hidden", { policy: secret(document({ Effect: "Allow", Action: "s3:*", Resource: "*" })) }],
];

describe("pulumi policy analyze, of stacks that others deployed", () => {
  let workspace: EngineWorkspace;
  let pack: string;
  before(async () => {
    pack = await baselinePack();
    workspace = await EngineWorkspace.create();
  });
  after(() => workspace?.dispose());

  const analyze = async (stack: string, resources: readonly Written[]) => {
    await workspace.import(stack, stateOf(stack, ...resources));
    return workspace.analyze(stack, pack);
  };

  it("tells every kind of finding about a program without models, and blocks none", async () => {
    const analysis = await analyze("shop", SHOP);

    assert.deepEqual(told(analysis), judged(await workspace.state("shop")));
    assertFindings(analysis, {
      "data-store-is-classified": ["database", "logs", "news", "orders", "uploads"],
      "data-store-is-encrypted": ["database", "news", "orders", "uploads"],
      "data-store-is-private": ["database"],
      "iam-access-is-not-full": ["task"],
      "iam-actions-name-their-resources": ["objects"],
      "iam-policy-document-is-valid": ["neither"],
      "lb-load-balancer-is-internal": ["front"],
      "log-group-retention-is-set": ["logs"],
      "s3-bucket-is-private": ["uploads"],
      "s3-bucket-objects-expire": ["uploads"],
      "security-group-egress-is-bounded": ["front"],
      "security-group-ingress-is-bounded": ["front"],
    });
    assert.deepEqual(new Set(analysis.findings.map(({ enforcement }) => enforcement)), new Set(["advisory"]));
    assert.equal(analysis.passed, true);
  });

  it("blocks what a program with models breaks", async () => {
    const analysis = await analyze("assistant", ASSISTANT);

    assert.deepEqual(told(analysis), judged(await workspace.state("assistant")));
    assertFindings(analysis, {
      "iam-invocation-is-scoped": ["assistant"],
      "iam-role-serves-one-workload": ["assistant"],
      "inference-compute-has-no-internet-path": ["ask", "learn"],
      "lambda-log-group-is-declared": ["ask", "learn"],
    });
    assert.equal(analysis.passed, false);
  });

  it("judges secrets without repeating them", async () => {
    const analysis = await analyze("secretive", SECRETIVE);

    assert.deepEqual(told(analysis), judged(await workspace.state("secretive")));
    assert.equal(JSON.stringify(analysis.findings).includes("hush"), false);
  });

  it("takes what is encrypted in an export for not known yet", async () => {
    await workspace.import("sealed", stateOf("sealed", ...SECRETIVE));
    const { stdout } = await workspace.run(["stack", "export", "--stack", "sealed"]);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources: StateResource[] } };

    assert.deepEqual(
      judged(deployment.resources).filter((finding) => finding.endsWith(" hidden")),
      [
        "? iam-access-is-not-full hidden",
        "? iam-actions-name-their-resources hidden",
        "? iam-policy-document-is-valid hidden",
        "? iam-policy-fits-quotas hidden",
      ],
    );
  });
});

/** What a few rules find, resource by resource, whatever others find besides. */
function assertFindings({ findings }: Analysis, expected: Readonly<Record<string, readonly string[]>>): void {
  const found = Object.keys(expected).map((rule) => [
    rule,
    findings
      .filter(({ policy }) => policy === rule)
      .map(({ urn }) => nameOfUrn(urn))
      .sort(),
  ]);
  assert.deepEqual(Object.fromEntries(found), expected);
}

/** Findings as `<level> <rule> <resource>`, and `?` for what is not judged yet. */
function told({ findings }: Analysis): string[] {
  return findings
    .flatMap(({ policy, enforcement, message, urn }) =>
      policy === UNDETERMINED
        ? undeterminedIn(message).map(({ rule, resource }) => `? ${rule} ${resource}`)
        : [`${enforcement} ${policy} ${nameOfUrn(urn)}`],
    )
    .sort();
}

function judged(resources: readonly StateResource[]): string[] {
  const judgements = judge(rules, createEstate(recordsOf(resources.map(plainly)), loadStandard()));
  return judgements.filter(isTold).map(described).sort();
}

function plainly({ propertyDependencies, ...resource }: StateResource) {
  const edges = Object.entries(propertyDependencies ?? {}).map(([property, urns]) => [property, urns ?? []]);
  return { ...resource, propertyDependencies: Object.fromEntries(edges) };
}

function isTold({ verdict }: Judgement): boolean {
  return verdict.outcome === "violation" || verdict.outcome === "undetermined";
}

function described({ rule, resource, verdict }: Judgement): string {
  const advised = verdict.outcome === "violation" && (verdict.advisory || rule.level === "advisory");
  const level = verdict.outcome === "undetermined" ? "?" : advised ? "advisory" : "mandatory";
  return `${level} ${rule.id} ${resource.name}`;
}
