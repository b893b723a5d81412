import { type Fault, isProduction } from "@plinth/standards";
import { isIntegerBetween } from "../argument-checks";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import { type Check, faultsOf, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type EndpointMonitoring, SCHEDULE } from "./endpoint-monitor";

/** SageMaker's limit for the name of an endpoint. */
const MAX_NAME_LENGTH = 63;

/** Arguments that are checked, with defaults applied. */
interface EndpointSettings extends PlinthComponentArgs {
  readonly image: ContainerImage;
  readonly model: { readonly path: string };
  readonly insteadOf: string;
  readonly expectedMonthlyInferenceUsd: number;
  readonly acknowledgedBelowThreshold?: string;
  readonly instance: { readonly type: string; readonly hourUsd: number };
  readonly instances: { readonly min: number; readonly max: number };
  readonly invocationsPerInstance: number;
  readonly capturePercent: number;
  readonly monitoring?: EndpointMonitoring;
}

/** @internal Validates the arguments of a `SagemakerEndpoint`. */
export function endpointFaults(name: string, settings: EndpointSettings): Fault[] {
  const id = "model-access/SagemakerEndpoint";
  const { image, monitoring } = settings;
  return [
    ...faultsOf(
      id,
      name,
      ...modelChecks(name, settings),
      ...spendChecks(settings),
      ...instanceChecks(settings),
      ...monitoringChecks(settings),
    ),
    ...imageFaults(id, name, image),
    ...(monitoring ? imageFaults(id, `${name}.monitoring`, monitoring.image) : []),
  ];
}

function modelChecks(name: string, { workload, model }: EndpointSettings): Check[] {
  const endpointName = physicalName(workload, name);
  return [
    [
      /^[a-z0-9-]+$/.test(name) && endpointName.length <= MAX_NAME_LENGTH,
      "name",
      `at most ${MAX_NAME_LENGTH} characters of kebab case`,
      endpointName,
    ],
    [
      /^[^/\s][^\s]*(\/|\.tar\.gz)$/.test(model.path),
      "model.path",
      "a prefix that ends with /, or an object that ends with .tar.gz",
      model.path,
    ],
  ];
}

function spendChecks(settings: EndpointSettings): Check[] {
  const { insteadOf, expectedMonthlyInferenceUsd: expectedUsd, acknowledgedBelowThreshold: reason } = settings;
  const { models, thresholds } = settings.workload.standard;
  const thresholdUsd = thresholds.selfHostingMonthlyUsd;
  const textModels = models.filter(({ kind }) => kind === "text").map(({ id }) => id);
  return [
    [textModels.includes(insteadOf), "insteadOf", `one of ${textModels.join(", ")}`, insteadOf],
    [
      Number.isFinite(expectedUsd) && expectedUsd > 0 && (expectedUsd >= thresholdUsd || Boolean(reason)),
      "expectedMonthlyInferenceUsd",
      `at least ${thresholdUsd} US dollars a month, from which the standard accepts self-hosting, or acknowledgedBelowThreshold with a reason; a model of the catalogue costs less than machines that are always on`,
      String(expectedUsd),
    ],
  ];
}

function instanceChecks({ workload, instance, instances, invocationsPerInstance }: EndpointSettings): Check[] {
  const { type, hourUsd } = instance;
  const { min, max } = instances;
  const lowest = isProduction(workload.standard, workload.environment) ? 2 : 1;
  const areCounted = isIntegerBetween(min, lowest, 100) && isIntegerBetween(max, min, 100);
  return [
    [/^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(type), "instance.type", "an instance type such as ml.g5.12xlarge", type],
    [Number.isFinite(hourUsd) && hourUsd > 0, "instance.hourUsd", "US dollars an hour, above 0", String(hourUsd)],
    [areCounted, "instances", `whole numbers, ${lowest} to 100, the least first`, `${min} to ${max}`],
    [
      Number.isFinite(invocationsPerInstance) && invocationsPerInstance > 0,
      "invocationsPerInstance",
      "invocations a minute, above 0",
      String(invocationsPerInstance),
    ],
  ];
}

function monitoringChecks({ workload, capturePercent, monitoring }: EndpointSettings): Check[] {
  return [
    [isIntegerBetween(capturePercent, 1, 100), "capturePercent", "1 to 100 percent", String(capturePercent)],
    [
      monitoring !== undefined || !isProduction(workload.standard, workload.environment),
      "monitoring",
      "an image that evaluates what is captured, in production",
    ],
    [
      monitoring?.schedule === undefined || SCHEDULE.test(monitoring.schedule),
      "monitoring.schedule",
      "an hourly or rarer schedule such as cron(0 * ? * * *)",
      monitoring?.schedule,
    ],
  ];
}
