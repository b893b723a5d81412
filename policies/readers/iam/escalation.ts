import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { accountOf } from "../resource/account";
import { type Effect, GIVING_TO_OTHERS, targetsWith } from "./action-routes";
import type { Context } from "./conditions";
import type { Permissions } from "./evaluate";
import { type Finding, mayPerform, onResource, type Target } from "./permission-search";
import { arnOfPrincipal, isRole, isUser } from "./permissions";
import { UNDECLARED_NAME, UNDECLARED_ROLES } from "./undeclared-resources";

/**
 * Paths by which a principal gains permissions. Each is a list of steps that must all be allowed.
 *
 * Sources, read 2026-11: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, and for which service runs what it
 * is given under a passed role the "Actions, resources, and condition keys" page of that service in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
interface EscalationPath {
  /** What the principal can then do: "change its own permissions". */
  readonly result: string;
  readonly steps: readonly Step[];
}

interface Step {
  /** Actions of which one is enough. */
  readonly anyOf: readonly Target[];
  /** What is certain of the request. */
  readonly facts?: Context;
}

/** A role or user other than the caller, without a permissions boundary. */
const WITHOUT_BOUNDARY: Context = new Map([
  ["iam:permissionsboundary", []],
  ["aws:username", ["plinth-self"]],
]);

const OTHERS = {
  role: UNDECLARED_ROLES,
  user: [`arn:*:iam::*:user/${UNDECLARED_NAME}`],
  group: [`arn:*:iam::*:group/${UNDECLARED_NAME}`],
  policy: [`arn:*:iam::*:policy/${UNDECLARED_NAME}`],
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

const CREDENTIAL_ACTIONS: readonly (readonly [Kind, string])[] = [
  ["role", "iam:UpdateAssumeRolePolicy"],
  ["role", "sts:AssumeRole"],
  ["user", "iam:CreateAccessKey"],
  ["user", "iam:CreateLoginProfile"],
  ["user", "iam:UpdateLoginProfile"],
  ["user", "iam:CreateServiceSpecificCredential"],
];

/** Actions that run the caller's code under a passed role, by the service that the role is passed to. */
const PASS_ROLE_ACTIONS: Readonly<Record<string, readonly string[]>> = {
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

/** Actions that run the caller's code, or open a shell, under the role of an existing resource. */
const RUN_AS_ACTIONS: readonly Target[] = [
  onResource("lambda:UpdateFunctionCode", `arn:*:lambda:*:*:function:${UNDECLARED_NAME}`),
  onResource("glue:UpdateDevEndpoint", `arn:*:glue:*:*:devEndpoint/${UNDECLARED_NAME}`),
  onResource(
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    `arn:*:sagemaker:*:*:notebook-instance/${UNDECLARED_NAME}`,
  ),
  onResource("ssm:SendCommand", "arn:*:ec2:*:*:instance/i-0b11c7ce0b11c7ce0"),
  onResource("ssm:StartSession", "arn:*:ec2:*:*:instance/i-0b11c7ce0b11c7ce0"),
  onResource("ecs:ExecuteCommand", `arn:*:ecs:*:*:task/${UNDECLARED_NAME}/0b11c7ce`),
  onResource(
    "bedrock-agentcore:InvokeCodeInterpreter",
    `arn:*:bedrock-agentcore:*:*:code-interpreter/${UNDECLARED_NAME}-PLINTHOTHE`,
  ),
  onResource(
    "bedrock-agentcore:InvokeAgentRuntimeCommand",
    `arn:*:bedrock-agentcore:*:*:runtime/${UNDECLARED_NAME}-PLINTHOTHE`,
  ),
];

const RUN_AS_OTHER = "run code under a role that is not its own";

const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...PERMISSION_CHANGES.map(([kind, action]) =>
    escalationPath("give permissions to whom it likes", [onOthers(action, OTHERS[kind])]),
  ),
  ...CREDENTIAL_ACTIONS.map(([kind, action]) =>
    escalationPath(`act as another ${kind}`, [onOthers(action, OTHERS[kind])]),
  ),
  ...RUN_AS_ACTIONS.map((target) => escalationPath(RUN_AS_OTHER, [{ anyOf: [target] }])),
  ...Object.entries(PASS_ROLE_ACTIONS).flatMap(([service, actions]) =>
    actions.map((action) =>
      escalationPath("run code under a role that it passes", [passRoleTo(service), onAnyResource(action)]),
    ),
  ),
];

/** A build takes its commands from who starts it: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html. */
const STARTS_BUILDS = /^codebuild:StartBuild/;

/**
 * Paths that a workload has no business with, and what deploys it has: to change or get into compute that is not its own, and
 * to write policies of resources, its own among them, by which it lets in whom it likes. Policies of IAM are asked above.
 */
const PATHS_OF_COMPUTE: readonly EscalationPath[] = [
  escalationPath(RUN_AS_OTHER, [
    {
      anyOf: [
        ...undeclaredTargets("changes"),
        ...undeclaredTargets("enters"),
        ...undeclaredTargets("runs").filter(({ action }) => STARTS_BUILDS.test(action)),
      ],
    },
  ]),
  escalationPath("let in whom it likes", [
    { anyOf: targetsWith("grants").filter(({ action }) => !action.startsWith("iam:")), facts: GIVING_TO_OTHERS },
  ]),
];

/** How a principal can gain permissions. */
export type Escalation =
  | {
      readonly answer: "allowed";
      readonly result: string;
      readonly actions: readonly string[];
      readonly source: string;
    }
  | { readonly answer: "denied" | "unknown" };

/**
 * The first path by which `principal` gains permissions, after its boundary and its denies. A path through a named role
 * or function, of the principal's own workload, is none.
 * @param isCompute Whether a workload's compute acts as it, and nothing that deploys the workload.
 */
export function escalationOf(principal: ResourceRecord, permissions: Permissions, isCompute = false): Escalation {
  let unknown = false;
  const paths = [...selfEscalationPaths(principal), ...ESCALATION_PATHS, ...(isCompute ? PATHS_OF_COMPUTE : [])];
  for (const { result, steps } of paths) {
    const findings = steps.map(({ anyOf, facts }) => mayPerform(permissions, anyOf, facts, false));
    const proofs = findings.flatMap((finding) => (finding.answer === "allowed" ? [finding.proof] : []));
    const [first] = proofs;
    if (first && proofs.length === findings.length) {
      return { answer: "allowed", result, actions: proofs.map(({ action }) => action), source: first.source };
    }
    if (!findings.some(isDenied)) unknown = true;
  }
  return { answer: unknown ? "unknown" : "denied" };
}

function isDenied({ answer }: Finding): boolean {
  return answer === "denied";
}

/** A principal that may change its own policies needs no other resource. */
function selfEscalationPaths(principal: ResourceRecord): readonly EscalationPath[] {
  if (!isRole(principal) && !isUser(principal)) return [];
  const account = accountOf(principal);
  // An account that is not known yet is this one, whatever its number.
  const arn = arnOfPrincipal(principal, account === UNKNOWN ? "*" : account);
  if (arn === UNKNOWN) return [];
  const kind = /:(role|user)\//.exec(arn)?.[1];
  return PERMISSION_CHANGES.filter(([of]) => of === kind).map(([, action]) =>
    escalationPath("change its own permissions", [onOthers(action, [arn])]),
  );
}

function escalationPath(result: string, steps: readonly Step[]): EscalationPath {
  return { result, steps };
}

function onOthers(action: string, resources: readonly string[]): Step {
  return { anyOf: [{ action, resources }], facts: WITHOUT_BOUNDARY };
}

function passRoleTo(service: string): Step {
  const facts = new Map([["iam:passedtoservice", [service]]]);
  return { anyOf: [{ action: "iam:PassRole", resources: OTHERS.role }], facts };
}

/** On any resource: the principal owns what it creates. */
function onAnyResource(action: string): Step {
  return { anyOf: [{ action, resources: ["*"] }] };
}

/** Actions with an effect, on compute that no program declares. Those of Systems Manager are asked about machines above. */
function undeclaredTargets(effect: Effect): readonly Target[] {
  return targetsWith(effect)
    .filter(({ action, resources }) => !action.startsWith("ssm:") && !resources.includes("${*}"))
    .map(({ action, resources }) => ({ action, resources: resources.map(undeclared) }));
}

/** `arn:*:states:*:*:stateMachine:*` with a name in place of its last wildcards. */
function undeclared(resource: string): string {
  const parts = resource.split(":");
  const head = parts.slice(0, 5).join(":");
  return `${head}:${parts.slice(5).join(":").replaceAll("*", UNDECLARED_NAME)}`;
}
