import { memoizeByText } from "../../core/memoize";
import data from "./actions-by-effect.json";
import type { Context } from "./conditions";
import { INVOCATION_ACTIONS } from "./invocation-actions";
import type { Target } from "./permission-search";
import { UNDECLARED_NAME } from "./undeclared-resources";

/**
 * What the actions of services that run code do for whoever holds them: generated from AWS's action data, read 2026-11-30
 * (`scripts/generate/action-effects.json` says how each is judged). `npm run generate -- actions` writes the data again.
 */
export const EFFECTS = ["answers", "changes", "runs", "calls", "enters", "grants", "passes"] as const;
/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

/** Actions by what they are asked about, by effect. */
type EffectsOfService = Readonly<Partial<Record<Effect, Readonly<Record<string, string>>>>>;

/** Actions that must all be allowed, and what is certain of their requests. */
export interface Route {
  readonly effect: Effect;
  readonly steps: readonly Step[];
}

interface Step extends Target {
  /** Default: nothing is certain. */
  readonly facts?: Context;
}

/** The services that an action's service hands a role to, where it is not the one of the same name. */
const PASSED_TO: Readonly<Record<string, readonly string[]>> = {
  airflow: ["airflow", "airflow-env"],
  apprunner: ["tasks.apprunner", "build.apprunner"],
  autoscaling: ["ec2"],
  batch: ["batch", "ecs-tasks", "ec2"],
  "bedrock-mantle": ["bedrock"],
  ecs: ["ecs-tasks", "ecs"],
  eks: ["eks", "ec2", "eks-fargate-pods", "pods.eks"],
  elasticbeanstalk: ["elasticbeanstalk", "ec2"],
  elasticmapreduce: ["elasticmapreduce", "ec2"],
  imagebuilder: ["imagebuilder", "ec2"],
  synthetics: ["lambda"],
  ssm: ["ssm", "ec2"],
};

/** Documents of Systems Manager that run whatever they are given: AWS's own shell, or any that a wildcard covers. */
const OPEN_DOCUMENTS = [
  "arn:*:ssm:*:*:document/AWS-RunShellScript",
  "arn:*:ssm:*:*:document/AWS-RunPowerShellScript",
  `arn:*:ssm:*:*:document/${UNDECLARED_NAME}`,
];
const MACHINES = ["arn:*:ec2:*:*:instance/*", "arn:*:ssm:*:*:managed-instance/*"];

/**
 * What else an action must be allowed on. A document that is named is a fixed program: only a free choice of it is a way in.
 * Source: "Actions, resources, and condition keys for AWS Systems Manager"
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html), read 2026-11.
 */
const NARROWED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "ssm:SendCommand": [OPEN_DOCUMENTS, MACHINES],
  "ssm:CreateAssociation": [OPEN_DOCUMENTS],
  "ssm:StartAutomationExecution": [[`arn:*:ssm:*:*:automation-definition/${UNDECLARED_NAME}:1`]],
  "ssm:StartChangeRequestExecution": [[`arn:*:ssm:*:*:automation-definition/${UNDECLARED_NAME}:1`]],
  "ssm:StartSession": [[...MACHINES, "arn:*:ecs:*:*:task/*"]],
  "ssm:ResumeSession": [["arn:*:ssm:*:*:session/plinth-other-0b11c7ce0b11c7ce0"]],
};

const ANY_ROLE = ["arn:*:iam::*:role/*"];

/**
 * A role or user without a permissions boundary, changed by another user than itself; a grant that is not a service's. On the
 * grant see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html (read 2026-11).
 */
const OTHERS: Context = new Map([
  ["iam:permissionsboundary", []],
  ["aws:username", ["plinth-self"]],
  ["kms:grantisforawsresource", ["false"]],
  ["kms:viaservice", []],
]);

/** A role that is passed to a service: any, for in a production account each may be production's. */
const passRoleTo = memoizeByText(
  (service): Step => ({
    action: "iam:PassRole",
    resources: ANY_ROLE,
    facts: new Map([["iam:passedtoservice", [service]]]),
  }),
);

const ROUTES: readonly Route[] = Object.entries<EffectsOfService>(data.routes).flatMap(([service, effects]) =>
  EFFECTS.flatMap((effect) =>
    Object.entries(effects[effect] ?? {}).flatMap(([resources, actions]) =>
      actions.split(" ").flatMap((name) => routesOf(effect, service, name, resources.split(" "))),
    ),
  ),
);

/** Actions that have a model answer, with those that rules of invocation know already. */
const ANSWERS: readonly Route[] = [
  ...INVOCATION_ACTIONS.map((target): Route => ({ effect: "answers", steps: [target] })),
  ...ROUTES.filter(
    ({ effect, steps }) =>
      effect === "answers" && !INVOCATION_ACTIONS.some(({ action }) => action === steps[0]?.action),
  ),
];
const OTHER_ROUTES = ROUTES.filter(({ effect }) => effect !== "answers");

function routesOf(effect: Effect, service: string, name: string, resources: readonly string[]): Route[] {
  const action = `${service}:${name}`;
  const facts = effect === "grants" ? OTHERS : undefined;
  const steps = (NARROWED[action] ?? [resources.map(ofOthers)]).map(
    (each): Step => ({ action, resources: each, facts }),
  );
  if (effect !== "passes") return [{ effect, steps }];
  return (PASSED_TO[service] ?? [service]).map((to) => ({
    effect,
    steps: [passRoleTo(`${to}.amazonaws.com`), ...steps],
  }));
}

/** Users look after themselves: of users and groups only others count. */
function ofOthers(resource: string): string {
  return resource.replace(/^(arn:\*:iam::\*:(?:user|group)\/)\*$/, `$1${UNDECLARED_NAME}`);
}

/** The routes of an effect: those of one step, and those that take several, to pass a role for one. */
export const routesWith = memoizeByText((effect) => {
  const routes = [...ANSWERS, ...OTHER_ROUTES].filter((route) => route.effect === effect);
  return {
    single: routes.filter(({ steps }) => steps.length === 1),
    chained: routes.filter(({ steps }) => steps.length > 1),
  };
});

/** Actions that have an effect by themselves, each on the resources that it is asked about. */
export const targetsWith = memoizeByText((effect): readonly Target[] =>
  routesWith(effect).single.flatMap(({ steps }) => steps),
);

/** What is certain of a request that gives somebody else access. */
export const GIVING_TO_OTHERS = OTHERS;
