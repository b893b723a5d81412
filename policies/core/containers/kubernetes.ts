import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject, listOf, parsedJson, textOf, valueAt, valuesAt } from "../values";
import { type Contents, NOTHING, unreadable } from "./contents";
import { loadBalancer } from "./load-balancer";

/** Where each kind of Kubernetes holds the specification of its pods. */
const POD_SPECIFICATIONS: Readonly<Record<string, string>> = {
  Pod: "spec",
  Deployment: "spec.template.spec",
  StatefulSet: "spec.template.spec",
  DaemonSet: "spec.template.spec",
  ReplicaSet: "spec.template.spec",
  ReplicationController: "spec.template.spec",
  Job: "spec.template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

const GROUPS: Readonly<Record<string, string>> = {
  Pod: "core/v1",
  ReplicationController: "core/v1",
  Service: "core/v1",
  Ingress: "networking.k8s.io/v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
};

/** The types of Kubernetes that are read here. */
export const KUBERNETES: readonly string[] = [
  ...[...Object.keys(POD_SPECIFICATIONS), "Service", "Ingress"].map(
    (kind) => `kubernetes:${GROUPS[kind] ?? "apps/v1"}:${kind}`,
  ),
];

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
/** Manifests that say what the programs on a cluster run with. */
export const KUBERNETES_VARIABLES: readonly string[] = [
  CONFIG_MAP,
  ...Object.keys(POD_SPECIFICATIONS).map((kind) => `kubernetes:${GROUPS[kind] ?? "apps/v1"}:${kind}`),
];

/** Where a manifest has variables and commands of programs. */
export function variablePathsOfManifest(type: string): readonly string[] {
  if (type === CONFIG_MAP) return ["data"];
  const path = POD_SPECIFICATIONS[type.split(":").pop() ?? ""];
  if (path === undefined) return [];
  return ["containers[]", "initContainers[]"].flatMap((list) =>
    ["env", "command", "args"].map((property) => `${path}.${list}.${property}`),
  );
}

/** What stands in AWS because of a manifest: a load balancer, or machines that run models. */
export function contentsOfManifest(manifest: ResourceRecord): Contents {
  const kind = manifest.type.split(":").pop() ?? "";
  if (kind === "Service") return contentsOfService(manifest);
  if (kind === "Ingress") return contentsOfIngress(manifest);
  const path = POD_SPECIFICATIONS[kind];
  const specification = path === undefined ? undefined : valueAt(manifest.props, path);
  if (specification === UNKNOWN) return unreadable(`the pods of ${manifest.name} are not known yet`);
  if (!isObject(specification) || !runsModels(specification)) return NOTHING;
  return unreadable(`${manifest.name} runs models on a cluster, whose network and roles its manifest does not say`);
}

/**
 * A service of the type LoadBalancer has AWS make one. It is internal or not as the annotations say; without them that
 * depends on the controller of the cluster: the one in Kubernetes makes a public one, that of AWS an internal one.
 * Sources (read 2026-11): https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/.
 */
function contentsOfService(service: ResourceRecord): Contents {
  const type = valueAt(service.props, "spec.type");
  if (type === UNKNOWN) return unreadable(`the type of ${service.name} is not known yet`);
  if (type !== "LoadBalancer") return NOTHING;
  const prefix = "service.beta.kubernetes.io/aws-load-balancer-";
  const scheme = annotationOf(service, `${prefix}scheme`);
  const internal = annotationOf(service, `${prefix}internal`);
  const ofAws = /^(service\.k8s\.aws|eks\.amazonaws\.com)\//.test(
    textOf(valueAt(service.props, "spec.loadBalancerClass")),
  );
  return balancer(service, "network", schemeOf(scheme) ?? switchOf(internal) ?? (ofAws ? true : UNKNOWN));
}

/** An ingress of the class `alb`; others are served by pods behind a service. */
function contentsOfIngress(ingress: ResourceRecord): Contents {
  const scheme = annotationOf(ingress, "alb.ingress.kubernetes.io/scheme");
  const given = annotationOf(ingress, "kubernetes.io/ingress.class");
  const isAlb = [valueAt(ingress.props, "spec.ingressClassName"), given].some((one) => /^alb\b/.test(textOf(one)));
  if (scheme === undefined && !isAlb) return NOTHING;
  return balancer(ingress, "application", schemeOf(scheme) ?? true);
}

function schemeOf(scheme: unknown): unknown {
  return scheme === undefined || scheme === UNKNOWN ? scheme : scheme === "internal";
}

/**
 * Any value but `false` makes a load balancer internal, `0.0.0.0/0` too.
 * Source: https://github.com/kubernetes/website/issues/15771 (read 2026-11).
 */
function switchOf(internal: unknown): unknown {
  return internal === undefined || internal === UNKNOWN ? internal : !["", "false"].includes(String(internal));
}

/** Annotations have points in their names, which paths have between steps. */
function annotationOf({ props }: ResourceRecord, name: string): unknown {
  const annotations = valueAt(props, "metadata.annotations");
  if (annotations === UNKNOWN) return UNKNOWN;
  return isObject(annotations) ? (annotations[name] ?? undefined) : undefined;
}

function balancer(manifest: ResourceRecord, kind: "application" | "network", internal: unknown): Contents {
  return { records: [loadBalancer(manifest, kind, internal)], unread: [] };
}

/** Programs that serve models, by the names of their images. */
const MODEL_SERVERS =
  /(^|[/_-])(vllm|sglang|text-generation-inference|text-embeddings-inference|tritonserver|ollama|llama\.?cpp|lmdeploy|tensorrt-llm|ray-llm|djl-serving|kserve|huggingface-[\w-]*inference)/i;
const ACCELERATORS = /^(nvidia\.com\/|amd\.com\/gpu|aws\.amazon\.com\/neuron|habana\.ai\/)/;

function runsModels(specification: Readonly<Record<string, unknown>>): boolean {
  const containers = [...valuesAt(specification, "containers[]"), ...valuesAt(specification, "initContainers[]")];
  return containers.some((container) => {
    const image = textOf(valueAt(container, "image"));
    const asked = ["limits", "requests"].flatMap((which) =>
      Object.keys(objectOf(valueAt(container, `resources.${which}`))),
    );
    return MODEL_SERVERS.test(image) || asked.some((resource) => ACCELERATORS.test(resource));
  });
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const [first] = listOf(parsedJson(value));
  return isObject(first) ? first : {};
}
