/** An object of Kubernetes, as its API takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [member: string]: unknown;
}

/** @internal Pods behind a balancer, every value of them known. */
export interface BalancedPods {
  /** Of the service, its account and its deployment. */
  readonly name: string;
  readonly namespace: string;
  readonly workload: string;
  readonly image: string;
  readonly port: number;
  readonly healthPath: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cpuMillis: number;
  readonly memoryMb: number;
  readonly drainSeconds: number;
  readonly user: string;
  readonly writableFolders: readonly string[];
  readonly least: number;
  readonly most: number;
  readonly targetGroupArn: string;
  readonly vpcId: string;
}

/**
 * In which the controller takes a pod that is to stop out of the target group, so that the balancer sends it nothing new:
 * https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html (read 2026-11).
 */
const LEAVING_SECONDS = 20;

/** Busy enough to be worth its price, with room for what comes while another pod starts. */
const TARGET_CPU_PERCENT = 60;

/** Where EKS's agent hands out a pod's credentials: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html (read 2026-11). */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

const PORT_NAME = "http";

/** @internal What runs a service on Kubernetes, in an order in which it can be applied. */
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

/** Nothing in it may run as root or reach its machine, and a new pod counts once the balancer finds it healthy. */
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

/** Nobody reaches anybody, but the service's port, names, credentials and what security groups and routes leave of HTTPS. */
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
    // How many, the autoscaler says.
    selector: { matchLabels: selector(name) },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels: head(pods, "", "").metadata.labels },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: LEAVING_SECONDS + drainSeconds,
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
    // Not the health path: a container that drains says there that it wants nothing new, and must not die of it.
    livenessProbe: { ...accepts, periodSeconds: 10, failureThreshold: 3 },
    // Kubernetes itself waits, so that the image needs no shell.
    lifecycle: { preStop: { sleep: { seconds: LEAVING_SECONDS } } },
    volumeMounts: pods.writableFolders.map((mountPath, index) => ({ name: volumeName(index), mountPath })),
  };
}

function volumeName(index: number): string {
  return `writable-${index}`;
}

/** Machines that are replaced take one pod at a time with them. */
function disruptions({ name }: BalancedPods) {
  return {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: selector(name) },
  };
}

function scaling({ name, least, most }: BalancedPods) {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas: least,
    maxReplicas: most,
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
