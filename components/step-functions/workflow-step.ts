import type * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";

/** A state in the Amazon States Language, as JSON. It may contain outputs. */
export type State = Readonly<Record<string, unknown>>;

/** Payload of a task, as JSON. The value of a member whose name ends in `.$` is a path: `{ "key.$": "$.object.key" }`. */
export type Payload = Readonly<Record<string, unknown>>;

/** Where a step stores its result. */
export interface Result {
  /** Member of the workflow's state that receives the result. Default: none, the result is discarded. */
  readonly result?: string;
}

/** @internal Timeout of an AWS API call, in seconds. */
export const CALL_SECONDS = 30;

/** Position of a step in its workflow. */
export interface StepContext {
  /** AWS partition, for the ARNs of service integrations. */
  readonly partition: string;
  /** Name of the next state; undefined for the last step. */
  readonly next: string | undefined;
  /** Name of the state that handles failures; undefined in a map or a branch, which fails as a whole. */
  readonly failure: string | undefined;
}

/** The state machine that a step belongs to. */
export interface Machine {
  /** Execution role of the state machine. */
  readonly role: WorkloadRole;
  /** ARN of the state machine. Known in preview. */
  readonly arn: pulumi.Output<string>;
}

/** A step of a workflow: one or more states, and the permissions that they need. */
export interface Step {
  /** Name of the first state, the target of transitions to the step. Bounds: 1 to 60 characters, unique in a workflow. */
  readonly name: string;
  /** States by name. The first one has the name of the step. */
  states(context: StepContext): Readonly<Record<string, State>>;
  /** Permissions that the execution role needs. Default: none. */
  readonly permissions?: readonly Permission[];
  /** Grants by the object that gives them, so that several steps need one grant of each. Default: none. */
  readonly grants?: ReadonlyMap<object, (machine: Machine) => void>;
  /** Names of steps that the step can go to besides the next one. Default: none. */
  readonly leadsTo?: readonly string[];
  /** Steps inside the step: one list for a map, one for each branch of a parallel step. Default: none. */
  readonly inner?: readonly (readonly Step[])[];
}

/** @internal Transient errors, by service: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html and the API references (read 2026-11). */
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

const MAX_ATTEMPTS = 5;

/** @internal A task: its service integration, parameters, timeout, retries, result and error handling. */
export interface Task {
  /** Service integration, as in the ARN after `arn:aws:states:::`. */
  readonly resource: string;
  /** Parameters of the integration. */
  readonly parameters: State;
  /** Timeout of one attempt, in seconds. */
  readonly timeoutSeconds: number;
  /** Errors to retry, with exponential backoff and full jitter. */
  readonly retryOn: readonly string[];
  /** Result selector. Default: the whole result. */
  readonly select?: State;
  /** Member of the workflow's state that receives the result. Default: none, the result is discarded. */
  readonly result?: string;
  /** Errors that go to a state of their own. Default: none. */
  readonly catches?: readonly { readonly errors: readonly string[]; readonly to: string }[];
}

/** Path of the error in the input of the state that handles it. */
const ERROR_PATH = "$.error";

/** @internal State of a task, with a timeout, retries of transient errors, and transitions for other failures. */
export function taskState(task: Task, { partition, next, failure }: StepContext): State {
  const caught = [
    ...(task.catches ?? []).map(({ errors, to }) => ({ ErrorEquals: errors, ResultPath: ERROR_PATH, Next: to })),
    ...(failure === undefined ? [] : [{ ErrorEquals: ["States.ALL"], ResultPath: ERROR_PATH, Next: failure }]),
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
        MaxAttempts: MAX_ATTEMPTS,
        MaxDelaySeconds: 60,
        JitterStrategy: "FULL",
      },
    ],
    ...(caught.length > 0 && { Catch: caught }),
    ...transitionTo(next),
  };
}

/** @internal Transition to the next state, or the end of the state machine. */
export function transitionTo(next: string | undefined): State {
  return next === undefined ? { End: true } : { Next: next };
}

/** @internal States of consecutive steps. The last step goes to the context's `next`. */
export function sequence(steps: readonly Step[], context: StepContext): Record<string, State> {
  return Object.assign(
    {},
    ...steps.map((step, index) => step.states({ ...context, next: steps[index + 1]?.name ?? context.next })),
  );
}

/** @internal Names of the states that are reachable from `start`, which is included. */
export function reachable(states: Readonly<Record<string, State>>, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  // Iteration over a set includes the elements that are added meanwhile.
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

/** @internal The steps, and all steps inside them. */
export function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...allSteps((step.inner ?? []).flat())]);
}
