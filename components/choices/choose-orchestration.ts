import { type Fault, PlinthError } from "@plinth/standards";
import { faultsOf } from "../plinth-component";
import { type Candidate, type Choice, chooseSimplest } from "./choice";

/** Shapes of the code around a model. */
export const ORCHESTRATION_KINDS = [
  "function",
  "workflow",
  "streaming-service",
  "eks-streaming-service",
  "agent",
] as const;
export type OrchestrationKind = (typeof ORCHESTRATION_KINDS)[number];

/** What the code around a model is asked to do. */
export interface OrchestrationRequirements {
  /** The longest that one request may take, people and all, in seconds. */
  readonly seconds: number;
  /** Whoever asks reads the answer while it is written. Default: false. */
  readonly streaming?: boolean;
  /** A step that fails is done again without those before it, because they cost time or money. Default: false. */
  readonly durableSteps?: boolean;
  /** Items that are worked on side by side, each with an outcome of its own. Default: 1. */
  readonly parallelItems?: number;
  /** A person decides before it goes on. Default: false. */
  readonly waitsForPeople?: boolean;
  /** Which tool is used next is the model's decision and cannot be written down before. Default: false. */
  readonly modelChoosesSteps?: boolean;
  /** Containers run on Amazon EKS, because a platform team runs its clusters already and nothing beside them. Default: false. */
  readonly onKubernetes?: boolean;
}

/** What a shape can do. */
interface Profile {
  readonly mostSeconds: number;
  readonly streaming: boolean;
  readonly durableSteps: boolean;
  readonly mostParallelItems: number;
  readonly waitsForPeople: boolean;
  readonly modelChoosesSteps: boolean;
  /** False for containers that run elsewhere; what runs in none meets the requirement. */
  readonly onKubernetes: boolean;
  readonly why: string;
  readonly costs: string;
}

/** The simplest first. Limits are AWS's (each page read 2026-11). */
const PROFILES: Readonly<Record<OrchestrationKind, Profile>> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 15 minutes
  function: {
    mostSeconds: 900,
    streaming: false,
    durableSteps: false,
    mostParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "one function with structured output does it, and costs nothing while nobody asks",
    costs: "needs nothing more",
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: a year; …/state-map-inline.html: 40 iterations
  workflow: {
    mostSeconds: 31_536_000,
    streaming: false,
    durableSteps: true,
    mostParallelItems: 40,
    waitsForPeople: true,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "the steps are known before, and each is retried, waited for and recorded on its own",
    costs: "needs a definition of steps, and data that passes between them",
  },
  // A connection that is open for longer meets a deployment, which drains it.
  "streaming-service": {
    mostSeconds: 3_600,
    streaming: true,
    durableSteps: false,
    mostParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: false,
    why: "a container holds the connection and passes each word on as it is written",
    costs: "needs containers that are always on",
  },
  // As long as a pod may take to stop: the same deployments meet it.
  "eks-streaming-service": {
    mostSeconds: 3_600,
    streaming: true,
    durableSteps: false,
    mostParallelItems: 1,
    waitsForPeople: false,
    modelChoosesSteps: false,
    onKubernetes: true,
    why: "a pod holds the connection and passes each word on as it is written, on a cluster that runs already",
    costs: "needs a cluster, and people who run it",
  },
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html: 8 hours
  agent: {
    mostSeconds: 28_800,
    streaming: true,
    durableSteps: false,
    mostParallelItems: 1,
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
    obstacles: (asked) => obstacles(PROFILES[kind], asked),
  }),
);

/**
 * The simplest shape of the code around a model that meets what is asked, and why not each of the others. A pure function.
 * @throws PlinthError with everything that is wrong with the requirements.
 *
 * @example
 * const { choice, reason } = chooseOrchestration({ seconds: 30, streaming: true });
 */
export function chooseOrchestration(requirements: OrchestrationRequirements): Choice<OrchestrationKind> {
  const wrong = faults(requirements);
  if (wrong.length > 0) throw new PlinthError("requirements of orchestration", wrong);
  return chooseSimplest(CANDIDATES, requirements);
}

function obstacles(can: Profile, asked: OrchestrationRequirements): string[] {
  const { seconds, parallelItems = 1 } = asked;
  const checks: readonly (readonly [isObstacle: boolean, told: string])[] = [
    [seconds > can.mostSeconds, `ends after ${count(can.mostSeconds)} seconds`],
    [asked.streaming === true && !can.streaming, "shows an answer only when it is whole"],
    [asked.durableSteps === true && !can.durableSteps, "begins again from the start when a step fails"],
    [
      parallelItems > can.mostParallelItems,
      can.mostParallelItems === 1
        ? "works on one item at a time"
        : `works on up to ${count(can.mostParallelItems)} items at a time`,
    ],
    [asked.waitsForPeople === true && !can.waitsForPeople, "cannot wait until a person decides"],
    [asked.modelChoosesSteps === true && !can.modelChoosesSteps, "does only what is written down before"],
    [asked.onKubernetes === true && !can.onKubernetes, "runs its containers on Amazon ECS"],
  ];
  return checks.filter(([isObstacle]) => isObstacle).map(([, told]) => told);
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
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
