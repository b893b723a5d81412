import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { accountOf } from "../resource/account";
import type { Context } from "./conditions";
import type { Permissions } from "./evaluate";
import { type Finding, mayPerform, type Target } from "./permission-search";
import { arnOfPrincipal, ROLES, USERS } from "./permissions";

/**
 * Ways by which a principal reaches more than it has. Each is a list of steps that it must all be allowed.
 *
 * Sources, read 2026-11: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, and for which service runs what it
 * is given under a passed role the "Actions, resources, and condition keys" page of that service in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
interface Way {
  /** What it comes to: "change its own permissions". */
  readonly comesTo: string;
  readonly steps: readonly Step[];
}

interface Step extends Target {
  /** What is certain of the request. */
  readonly facts?: Context;
}

const NAME = "plinth-other";
/** Of another role or user than the caller nothing is known but that no boundary holds it. */
const UNBOUND: Context = new Map([
  ["iam:permissionsboundary", []],
  ["aws:username", ["plinth-self"]],
]);

const OTHERS = {
  role: [`arn:*:iam::*:role/${NAME}`, `arn:*:iam::*:role/plinth-elsewhere/${NAME}`],
  user: [`arn:*:iam::*:user/${NAME}`],
  group: [`arn:*:iam::*:group/${NAME}`],
  policy: [`arn:*:iam::*:policy/${NAME}`],
} as const;
type Kind = keyof typeof OTHERS;

const PERMISSION_CHANGES: readonly (readonly [Kind, string])[] = [
  ["role", "iam:AttachRolePolicy"],
  ["role", "iam:PutRolePolicy"],
  ["role", "iam:DeleteRolePermissionsBoundary"],
  ["user", "iam:AttachUserPolicy"],
  ["user", "iam:PutUserPolicy"],
  ["user", "iam:DeleteUserPermissionsBoundary"],
  ["group", "iam:AttachGroupPolicy"],
  ["group", "iam:PutGroupPolicy"],
  ["group", "iam:AddUserToGroup"],
  ["policy", "iam:CreatePolicyVersion"],
  ["policy", "iam:SetDefaultPolicyVersion"],
];

const SIGN_INS: readonly (readonly [Kind, string])[] = [
  ["role", "iam:UpdateAssumeRolePolicy"],
  ["role", "sts:AssumeRole"],
  ["user", "iam:CreateAccessKey"],
  ["user", "iam:CreateLoginProfile"],
  ["user", "iam:UpdateLoginProfile"],
  ["user", "iam:CreateServiceSpecificCredential"],
];

/** By service that a role is passed to: what makes it run something of the caller's under that role. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  "bedrock-agentcore.amazonaws.com": [
    "bedrock-agentcore:CreateAgentRuntime",
    "bedrock-agentcore:UpdateAgentRuntime",
    "bedrock-agentcore:CreateCodeInterpreter",
    "bedrock-agentcore:CreateHarness",
  ],
  "bedrock.amazonaws.com": ["bedrock:CreateAgent", "bedrock:CreateFlow"],
  "cloudformation.amazonaws.com": ["cloudformation:CreateStack", "cloudformation:UpdateStack"],
  "codebuild.amazonaws.com": ["codebuild:CreateProject", "codebuild:UpdateProject"],
  "ec2.amazonaws.com": ["ec2:RunInstances", "ec2:AssociateIamInstanceProfile"],
  "ecs-tasks.amazonaws.com": ["ecs:RegisterTaskDefinition", "ecs:RunTask"],
  "glue.amazonaws.com": ["glue:CreateDevEndpoint", "glue:CreateJob", "glue:UpdateJob"],
  "lambda.amazonaws.com": ["lambda:CreateFunction"],
  "sagemaker.amazonaws.com": [
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
    "sagemaker:CreateModel",
  ],
  "states.amazonaws.com": ["states:CreateStateMachine", "states:UpdateStateMachine"],
};

/** What runs the caller's code, or opens a shell, under the role that something has already. */
const TAKEOVERS: readonly Target[] = [
  on("lambda:UpdateFunctionCode", `arn:*:lambda:*:*:function:${NAME}`),
  on("glue:UpdateDevEndpoint", `arn:*:glue:*:*:devEndpoint/${NAME}`),
  on("sagemaker:CreatePresignedNotebookInstanceUrl", `arn:*:sagemaker:*:*:notebook-instance/${NAME}`),
  on("ssm:SendCommand", "arn:*:ec2:*:*:instance/i-0b11c7ce0b11c7ce0"),
  on("ssm:StartSession", "arn:*:ec2:*:*:instance/i-0b11c7ce0b11c7ce0"),
  on("ecs:ExecuteCommand", `arn:*:ecs:*:*:task/${NAME}/0b11c7ce`),
  on("bedrock-agentcore:InvokeCodeInterpreter", `arn:*:bedrock-agentcore:*:*:code-interpreter/${NAME}-PLINTHOTHE`),
  on("bedrock-agentcore:InvokeAgentRuntimeCommand", `arn:*:bedrock-agentcore:*:*:runtime/${NAME}-PLINTHOTHE`),
];

const WAYS: readonly Way[] = [
  ...PERMISSION_CHANGES.map(([kind, action]) => way("give permissions to whom it likes", [step(action, OTHERS[kind])])),
  ...SIGN_INS.map(([kind, action]) => way(`act as another ${kind}`, [step(action, OTHERS[kind])])),
  ...TAKEOVERS.map((target) => way("run code under a role that is not its own", [target])),
  ...Object.entries(RUNNERS).flatMap(([service, actions]) =>
    actions.map((action) => way("run code under a role that it passes", [passing(service), anywhere(action)])),
  ),
];

/** How a principal can reach more than it has. */
export type Escalation =
  | {
      readonly answer: "allowed";
      readonly comesTo: string;
      readonly actions: readonly string[];
      readonly source: string;
    }
  | { readonly answer: "denied" | "unknown" };

/**
 * The first way by which `principal` can reach more than it has, after its boundary and its denies.
 * A way through a role or function that is named, and of the principal's own workload, is none.
 */
export function escalationOf(principal: ResourceRecord, permissions: Permissions): Escalation {
  let unknown = false;
  for (const { comesTo, steps } of [...waysOnItself(principal), ...WAYS]) {
    const findings = steps.map((one) => mayPerform(permissions, [one], one.facts, false));
    const proofs = findings.flatMap((finding) => (finding.answer === "allowed" ? [finding.proof] : []));
    const [first] = proofs;
    if (first && proofs.length === findings.length) {
      return { answer: "allowed", comesTo, actions: proofs.map(({ action }) => action), source: first.source };
    }
    if (!findings.some(isDenied)) unknown = true;
  }
  return { answer: unknown ? "unknown" : "denied" };
}

function isDenied({ answer }: Finding): boolean {
  return answer === "denied";
}

/** To change one's own permissions, a permission on oneself is enough. */
function waysOnItself(principal: ResourceRecord): readonly Way[] {
  if (![...ROLES, ...USERS].some((type) => type === principal.type)) return [];
  const account = accountOf(principal);
  // An account that is not known yet is this one, whatever its number.
  const arn = arnOfPrincipal(principal, account === UNKNOWN ? "*" : account);
  if (arn === UNKNOWN) return [];
  const kind = /:(role|user)\//.exec(arn)?.[1];
  return PERMISSION_CHANGES.filter(([of]) => of === kind).map(([, action]) =>
    way("change its own permissions", [step(action, [arn])]),
  );
}

function way(comesTo: string, steps: readonly Step[]): Way {
  return { comesTo, steps };
}

function step(action: string, resources: readonly string[]): Step {
  return { action, resources, facts: UNBOUND };
}

function passing(service: string): Step {
  return { action: "iam:PassRole", resources: OTHERS.role, facts: new Map([["iam:passedtoservice", [service]]]) };
}

/** On whatever resource: what it makes is its own. */
function anywhere(action: string): Step {
  return { action, resources: ["*"] };
}

function on(action: string, resource: string): Target {
  return { action, resources: [resource] };
}
