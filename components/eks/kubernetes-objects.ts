/** A Kubernetes object in the form of the Kubernetes API. */
export interface KubernetesObject {
  /** Group and version of the API: `apps/v1`. */
  readonly apiVersion: string;
  /** Kind of the object: `Deployment`. */
  readonly kind: string;
  /** Name, namespace and labels. */
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [member: string]: unknown;
}

/** @internal Properties of pods behind a load balancer, with known values. */
export interface BalancedPods {
  /** Name of the service, the service account and the deployment. */
  readonly name: string;
  /** Namespace of all objects. */
  readonly namespace: string;
  /** Name of the workload, for the label `app.kubernetes.io/part-of`. */
  readonly workload: string;
  /** URI of the image, by digest. */
  readonly image: string;
  /** Port that the container listens on. */
  readonly port: number;
  /** Path of the readiness probe. */
  readonly healthPath: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** CPU request and limit, in millicores. */
  readonly cpuMillis: number;
  /** Memory request and limit, in MiB. */
  readonly memoryMb: number;
  /** Seconds that a terminating pod has to complete its requests. */
  readonly drainSeconds: number;
  /** User id, and optionally group id, of the container: `65532:65532`. */
  readonly user: string;
  /** Absolute paths of folders that the container may write to. */
  readonly writableFolders: readonly string[];
  /** Minimum number of pods. */
  readonly minPods: number;
  /** Maximum number of pods. */
  readonly maxPods: number;
  /** ARN of the target group that pods register with. */
  readonly targetGroupArn: string;
  /** Id of the target group's VPC. */
  readonly vpcId: string;
}

/**
 * Time in which the controller deregisters a terminating pod, so that the load balancer sends it no new requests:
 * https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html (read 2026-11).
 */
const DEREGISTRATION_SECONDS = 20;

/** Average CPU utilisation of pods. It leaves headroom for requests that arrive while another pod starts. */
const TARGET_CPU_PERCENT = 60;

/** Address of the EKS Pod Identity Agent, which provides a pod's credentials: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html (read 2026-11). */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

const PORT_NAME = "http";

/** @internal Objects of a service on Kubernetes, in an order in which they can be applied. */
export function balancedPods(pods: BalancedPods): KubernetesObject[] {
  return [
    namespaceOf(pods),
    { ...head(pods, "v1", "ServiceAccount"), automountServiceAccountToken: false },
    ...networkPolicies(pods),
    { ...head(pods, "apps/v1", "Deployment"), spec: deployment(pods) },
    { ...head(pods, "policy/v1", "PodDisruptionBudget"), spec: disruptions(pods) },
    { ...head(pods, "autoscaling/v2", "HorizontalPodAutoscaler"), spec: scaling(pods) },
    { ...head(pods, "v1", "Service"), spec: service(pods) },
    { ...head(pods, "elbv2.k8s.aws/v1beta1", "TargetGroupBinding"), spec: binding(pods) },
  ];
}

function head({ name, namespace, workload }: BalancedPods, apiVersion: string, kind: string, suffix?: string) {
  const full = suffix ? `${name}-${suffix}` : name;
  const labels = { ...selector(name), "app.kubernetes.io/part-of": workload, "app.kubernetes.io/managed-by": "plinth" };
  return { apiVersion, kind, metadata: { name: full, namespace, labels } };
}

function selector(name: string) {
  return { "app.kubernetes.io/name": name };
}

/** Enforces the restricted pod security standard. A new pod is ready once it is healthy in the target group. */
function namespaceOf(pods: BalancedPods): KubernetesObject {
  const { labels } = head(pods, "v1", "Namespace").metadata;
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: pods.namespace,
      labels: {
        ...labels,
        // https://kubernetes.io/docs/concepts/security/pod-security-admission/ (read 2026-11)
        "pod-security.kubernetes.io/enforce": "restricted",
        // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/ (read 2026-11)
        "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled",
      },
    },
  };
}

/**
 * Denies all traffic except ingress to the service's port and egress to DNS, the EKS Pod Identity Agent and HTTPS. Security
 * groups and routes restrict HTTPS further.
 */
function networkPolicies(pods: BalancedPods): KubernetesObject[] {
  const tcp = (port: number | string) => ({ protocol: "TCP", port });
  const policyTypes = ["Ingress", "Egress"];
  return [
    {
      ...head(pods, "networking.k8s.io/v1", "NetworkPolicy", "closed"),
      spec: { podSelector: {}, policyTypes },
    },
    {
      ...head(pods, "networking.k8s.io/v1", "NetworkPolicy"),
      spec: {
        podSelector: { matchLabels: selector(pods.name) },
        policyTypes,
        ingress: [{ ports: [tcp(pods.port)] }],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
            ],
            ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
          },
          { to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: [tcp(80)] },
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: [tcp(443)] },
        ],
      },
    },
  ];
}

function deployment(pods: BalancedPods) {
  const { name, drainSeconds, user } = pods;
  const [userId = "", groupId = userId] = user.split(":");
  const spread = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector(name) },
  }));
  return {
    // Without `replicas`, which the autoscaler sets.
    selector: { matchLabels: selector(name) },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels: head(pods, "", "").metadata.labels },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: DEREGISTRATION_SECONDS + drainSeconds,
        nodeSelector: { "kubernetes.io/arch": "arm64" },
        topologySpreadConstraints: spread,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: Number(userId),
          runAsGroup: Number(groupId),
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [container(pods)],
        volumes: pods.writableFolders.map((_, index) => ({
          name: volumeName(index),
          emptyDir: { sizeLimit: "1Gi" },
        })),
      },
    },
  };
}

function container(pods: BalancedPods) {
  const size = { cpu: `${pods.cpuMillis}m`, memory: `${pods.memoryMb}Mi` };
  const accepts = { tcpSocket: { port: PORT_NAME } };
  return {
    name: "main",
    image: pods.image,
    ports: [{ name: PORT_NAME, containerPort: pods.port, protocol: "TCP" }],
    env: Object.entries({ PORT: `${pods.port}`, ...pods.environment }).map(([name, value]) => ({ name, value })),
    resources: { requests: size, limits: size },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { httpGet: { path: pods.healthPath, port: PORT_NAME }, periodSeconds: 5, failureThreshold: 2 },
    // Not the health path, which fails while the container drains. A draining container must not be restarted.
    livenessProbe: { ...accepts, periodSeconds: 10, failureThreshold: 3 },
    // The sleep action of Kubernetes needs no shell in the image.
    lifecycle: { preStop: { sleep: { seconds: DEREGISTRATION_SECONDS } } },
    volumeMounts: pods.writableFolders.map((mountPath, index) => ({ name: volumeName(index), mountPath })),
  };
}

function volumeName(index: number): string {
  return `writable-${index}`;
}

/** Node drains evict one pod at a time. */
function disruptions({ name }: BalancedPods) {
  return {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: selector(name) },
  };
}

function scaling({ name, minPods, maxPods }: BalancedPods) {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas: minPods,
    maxReplicas: maxPods,
    metrics: [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: TARGET_CPU_PERCENT } },
      },
    ],
  };
}

function service({ name, port }: BalancedPods) {
  return {
    type: "ClusterIP",
    selector: selector(name),
    ports: [{ name: PORT_NAME, port, targetPort: PORT_NAME, protocol: "TCP" }],
  };
}

/** The AWS Load Balancer Controller registers each pod: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/ (read 2026-11). */
function binding({ name, port, targetGroupArn, vpcId }: BalancedPods) {
  return { serviceRef: { name, port }, targetGroupARN: targetGroupArn, targetType: "ip", vpcID: vpcId };
}
