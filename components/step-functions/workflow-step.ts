import type * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";

/** A state in the Amazon States Language, as JSON; values that AWS is still to assign may stand in it. */
export type State = Readonly<Record<string, unknown>>;

/** What the payload of a task says; a member whose name ends in `.$` is a path: `{ "key.$": "$.object.key" }`. */
export type Payload = Readonly<Record<string, unknown>>;

export interface Result {
  /** Member of the workflow's state that the answer becomes. Default: none, the answer is dropped. */
  readonly result?: string;
}

/** Seconds that a call of an AWS service may take. */
export const CALL_SECONDS = 30;

/** Where a step stands in its workflow. */
export interface StepContext {
  readonly partition: string;
  /** The state after it; undefined for the last one. */
  readonly next: string | undefined;
  /** The state that failures lead to; undefined in a map or a branch, which fails as a whole. */
  readonly failure: string | undefined;
}

/** The state machine that steps are part of. */
export interface Machine {
  readonly role: WorkloadRole;
  /** Known in preview. */
  readonly arn: pulumi.Output<string>;
}

/** What a workflow consists of: one state or several that belong together, and what they must be allowed. */
export interface Step {
  /** Name of its first state, by which others lead to it. Bounds: 1 to 60 characters, once in a workflow. */
  readonly name: string;
  /** Its states by name, the first one under the step's own. */
  states(place: StepContext): Readonly<Record<string, State>>;
  /** What the workflow's role needs for it. Default: nothing. */
  readonly permissions?: readonly Permission[];
  /** Permissions that somebody else gives, by who does, so that each is given once. Default: none. */
  readonly grants?: ReadonlyMap<object, (machine: Machine) => void>;
  /** Names of steps that it leads to beside the next one. Default: none. */
  readonly leadsTo?: readonly string[];
  /** Steps inside of it. Default: none. */
  readonly inner?: readonly (readonly Step[])[];
}

/** Errors that pass, by service: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html and the API references (read 2026-11). */
export const RETRYABLE_ERRORS = {
  bedrock: [
    "ThrottlingException",
    "ServiceUnavailableException",
    "InternalServerException",
    "ModelTimeoutException",
  ].map((error) => `BedrockRuntime.${error}`),
  dynamodb: ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "InternalServerError"].map(
    (error) => `DynamoDB.${error}`,
  ),
  lambda: [
    "ClientExecutionTimeoutException",
    "ServiceException",
    "AWSLambdaException",
    "SdkClientException",
    "TooManyRequestsException",
  ].map((error) => `Lambda.${error}`),
  s3: ["S3.S3Exception", "S3.SdkClientException"],
  sns: ["SNS.ThrottledException", "SNS.InternalErrorException", "SNS.SdkClientException"],
  sqs: ["SQS.SdkClientException", "SQS.AmazonSQSException"],
  textract: [
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "LimitExceededException",
    "InternalServerErrorException",
  ].map((error) => `Textract.${error}`),
} as const;

const ATTEMPTS = 5;

/** A task: what is called with what, and what becomes of its answer and of its errors. */
export interface Task {
  /** The integration, as AWS names it after `arn:aws:states:::`. */
  readonly resource: string;
  readonly parameters: State;
  /** Seconds after which it has failed. */
  readonly timeoutSeconds: number;
  /** Errors that it is tried again after, at growing intervals with full jitter. */
  readonly retryOn: readonly string[];
  /** What is kept of its answer. Default: all of it. */
  readonly select?: State;
  /** Member of the state that its answer becomes. Default: none, the answer is dropped. */
  readonly result?: string;
  /** Errors that lead to a state of their own. Default: none. */
  readonly catches?: readonly { readonly errors: readonly string[]; readonly to: string }[];
}

/** Where what went wrong is told, to the state that it leads to. */
const ERROR = "$.error";

/** The state of a task; it always retries what passes, has a timeout, and leads failures where they belong. */
export function taskState(task: Task, { partition, next, failure }: StepContext): State {
  const caught = [
    ...(task.catches ?? []).map(({ errors, to }) => ({ ErrorEquals: errors, ResultPath: ERROR, Next: to })),
    ...(failure === undefined ? [] : [{ ErrorEquals: ["States.ALL"], ResultPath: ERROR, Next: failure }]),
  ];
  return {
    Type: "Task",
    Resource: `arn:${partition}:states:::${task.resource}`,
    Parameters: task.parameters,
    TimeoutSeconds: task.timeoutSeconds,
    ...(task.select && { ResultSelector: task.select }),
    ResultPath: task.result === undefined ? null : `$.${task.result}`,
    Retry: [
      {
        ErrorEquals: task.retryOn,
        IntervalSeconds: 2,
        BackoffRate: 2,
        MaxAttempts: ATTEMPTS,
        MaxDelaySeconds: 60,
        JitterStrategy: "FULL",
      },
    ],
    ...(caught.length > 0 && { Catch: caught }),
    ...transitionTo(next),
  };
}

export function transitionTo(next: string | undefined): State {
  return next === undefined ? { End: true } : { Next: next };
}

/** States of steps one after another; the last one leads to `last`. */
export function sequence(steps: readonly Step[], place: StepContext): Record<string, State> {
  return Object.assign(
    {},
    ...steps.map((step, index) => step.states({ ...place, next: steps[index + 1]?.name ?? place.next })),
  );
}

/** The states that can be come to from one, that one included. */
export function reachable(states: Readonly<Record<string, State>>, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  // A set visits what is added to it on the way.
  for (const name of reached) for (const target of targetsOf(states[name])) reached.add(target);
  return reached;
}

function targetsOf(state: State = {}): readonly string[] {
  const {
    Next,
    Default,
    Choices = [],
    Catch = [],
  } = state as Partial<Record<string, unknown>> & {
    readonly Choices?: readonly State[];
    readonly Catch?: readonly State[];
  };
  const all = [Next, Default, ...[...Choices, ...Catch].map((branch) => branch.Next)];
  return all.filter((target) => typeof target === "string");
}

/** The steps and all that are inside of them. */
export function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...allSteps((step.inner ?? []).flat())]);
}
