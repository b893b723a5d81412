import { type Fault, PlinthError } from "@plinth/standards";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest, count, type Obstacle } from "./choice";

/** Ways to run the code around a model, the simplest first. */
export const ORCHESTRATION_KINDS = [
  "function",
  "workflow",
  "streaming-service",
  "eks-streaming-service",
  "agent",
] as const;
/**
 * A way to run the code around a model: a Lambda function, a Step Functions workflow, a streaming service on ECS or on EKS,
 * or an AgentCore agent.
 */
export type OrchestrationKind = (typeof ORCHESTRATION_KINDS)[number];

/** Requirements of the code around a model. */
export interface OrchestrationRequirements {
  /** Maximum duration of a request, in seconds, including waits for people. Bounds: above 0. */
  readonly seconds: number;
  /** Whether the response is streamed while the model generates it. Default: false. */
  readonly streaming?: boolean;
  /** Whether a failed step is retried without the steps before it. Default: false. */
  readonly durableSteps?: boolean;
  /** Items that are processed concurrently, each with its own outcome. Bounds: 1 or more. Default: 1. */
  readonly parallelItems?: number;
  /** Whether the process waits for a person's decision. Default: false. */
  readonly waitsForPeople?: boolean;
  /** Whether the model decides which tool to use next. Default: false. */
  readonly modelChoosesSteps?: boolean;
  /** Whether containers must run on Amazon EKS, because the platform team supports nothing else. Default: false. */
  readonly onKubernetes?: boolean;
}

/** Capabilities and limits of an option. */
interface Profile {
  readonly maxSeconds: number;
  readonly streaming: boolean;
  readonly durableSteps: boolean;
  readonly maxParallelItems: number;
  readonly waitsForPeople: boolean;
  readonly modelChoosesSteps: boolean;
  /** False for containers that run elsewhere. An option without containers meets the requirement. */
  readonly onKubernetes: boolean;
  /** Reason for the option. */
  readonly why: string;
  /** Reason against it if a simpler option meets the requirements. */
  readonly costs: string;
}

/** The simplest first. Limits are those of the AWS services (each page read 2026-11). */
const PROFILES: Readonly<Record<OrchestrationKind, Profile>> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 15 minutes
  function: {
    maxSeconds: 900,
    streaming: false,
    durableSteps: false,
    maxParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "one function with structured output does it, and costs nothing while nobody asks",
    costs: "needs nothing more",
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: a year; …/state-map-inline.html: 40 iterations
  workflow: {
    maxSeconds: 31_536_000,
    streaming: false,
    durableSteps: true,
    maxParallelItems: 40,
    waitsForPeople: true,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "the steps are known before, and each is retried, waited for and recorded on its own",
    costs: "needs a definition of steps, and data that passes between them",
  },
  // Deployments drain connections that are open for longer.
  "streaming-service": {
    maxSeconds: 3_600,
    streaming: true,
    durableSteps: false,
    maxParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: false,
    why: "a container holds the connection and passes each word on as it is written",
    costs: "needs containers that are always on",
  },
  // The maximum termination grace period of a pod, for the same reason.
  "eks-streaming-service": {
    maxSeconds: 3_600,
    streaming: true,
    durableSteps: false,
    maxParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "a pod holds the connection and passes each word on as it is written, on a cluster that runs already",
    costs: "needs a cluster, and people who run it",
  },
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html: 8 hours
  agent: {
    maxSeconds: 28_800,
    streaming: true,
    durableSteps: false,
    maxParallelItems: 1,
    waitsForPeople: true,
    modelChoosesSteps: true,
    onKubernetes: true,
    why: "the model decides what is done next, within bounds on tools, steps and time",
    costs: "needs bounds on tools, a log of actions, approvals and evaluation of what it does",
  },
};

const CANDIDATES = ORCHESTRATION_KINDS.map(
  (kind): Candidate<OrchestrationKind, OrchestrationRequirements> => ({
    kind,
    costs: PROFILES[kind].costs,
    reason: () => PROFILES[kind].why,
    obstacles: (requirements) => obstacles(PROFILES[kind], requirements),
  }),
);

/**
 * Recommends the simplest way to run the code around a model that meets the requirements, with the reason against each
 * alternative.
 * @throws PlinthError that lists all faults of the requirements.
 *
 * @example
 * const { choice, reason } = chooseOrchestration({ seconds: 30, streaming: true });
 */
export function chooseOrchestration(requirements: OrchestrationRequirements): Choice<OrchestrationKind> {
  const wrong = faults(requirements);
  if (wrong.length > 0) throw new PlinthError("requirements of orchestration", wrong);
  return chooseSimplest(CANDIDATES, requirements);
}

function obstacles(can: Profile, requirements: OrchestrationRequirements): Obstacle[] {
  const { seconds, parallelItems = 1 } = requirements;
  return [
    [seconds > can.maxSeconds, `ends after ${count(can.maxSeconds)} seconds`],
    [requirements.streaming && !can.streaming, "shows an answer only when it is whole"],
    [requirements.durableSteps && !can.durableSteps, "begins again from the start when a step fails"],
    [
      parallelItems > can.maxParallelItems,
      can.maxParallelItems === 1
        ? "works on one item at a time"
        : `works on up to ${count(can.maxParallelItems)} items at a time`,
    ],
    [requirements.waitsForPeople && !can.waitsForPeople, "cannot wait until a person decides"],
    [requirements.modelChoosesSteps && !can.modelChoosesSteps, "does only what is written down before"],
    [requirements.onKubernetes && !can.onKubernetes, "runs its containers on Amazon ECS"],
  ];
}

function faults({ seconds, parallelItems = 1 }: OrchestrationRequirements): Fault[] {
  return faultsOf(
    "orchestration/chooseOrchestration",
    "requirements",
    [Number.isFinite(seconds) && seconds > 0, "seconds", "more than 0", `${seconds}`],
    [
      Number.isInteger(parallelItems) && parallelItems >= 1,
      "parallelItems",
      "a whole number from 1",
      `${parallelItems}`,
    ],
  );
}
