/** A folder, or a file, whose code may use other rooms. */
export interface Room {
  /** From the repository's folder; `*` stands for one name: `services/*` makes each folder a room of its own, and
   * `engine/*.ts` is the room of the folder's own files. */
  readonly path: string;
  readonly holds: string;
  /** Rooms that its code may import, with the rooms inside them. */
  readonly imports: readonly string[];
  /** Rooms of which it may import types only. Default: none. */
  readonly types?: readonly string[];
  /** Rooms whose files it may find with `require.resolve`, to deploy them. Default: none. */
  readonly resolves?: readonly string[];
}

/** Packages of others that only some rooms may load. Types may be imported everywhere, which loads nothing. */
export interface RestrictedPackage {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly reason: string;
}

/**
 * The rooms, and what each may import of the others. A file belongs to the room with the longest path that contains it; it
 * may import everything of its own room. A folder that is not here (`tests`, `scripts`) may import everything.
 * `docs/architecture.md` has this table between marks.
 */
export const ROOMS: readonly Room[] = [
  {
    path: "standards",
    holds: "the standard, events and contracts as data; Pulumi's URNs and wire format",
    imports: [],
  },
  {
    path: "services/runtime",
    holds: "what all services share: settings, calls of models, failover, logs",
    imports: ["standards"],
  },
  {
    path: "services/*",
    holds: "one package for each program that runs in AWS",
    imports: ["standards", "services/runtime"],
  },
  {
    path: "components",
    holds: "Pulumi component resources, one folder for each AWS domain",
    imports: ["standards"],
    resolves: ["services"],
  },
  { path: "components/layers.ts", holds: "the layer of each folder of components", imports: [] },
  {
    path: "blueprints/stack",
    holds: "the frame of a stack: configuration, the foundation it stands on, shared keys",
    imports: ["standards", "components", "blueprints/stack/registry.ts", "blueprints/stack/stack-config.ts"],
  },
  {
    path: "blueprints/stack/stack-config.ts",
    holds: "a stack's whole configuration, checked",
    imports: ["standards", "components", "blueprints/stack", "blueprints/workload"],
  },
  {
    path: "blueprints/stack/registry.ts",
    holds: "the blueprints by name, loaded when a stack needs one",
    imports: ["blueprints"],
  },
  {
    path: "blueprints/workload",
    holds: "the frame that AI workloads share",
    imports: ["standards", "components", "blueprints/stack"],
    resolves: ["services"],
  },
  {
    path: "blueprints/*",
    holds: "one folder for each use case",
    imports: ["standards", "components", "blueprints/stack", "blueprints/workload"],
    resolves: ["services"],
  },
  { path: "blueprints/index.ts", holds: "the package's barrel", imports: ["blueprints/stack", "blueprints/workload"] },
  {
    path: "policies/core",
    holds: "the rule, the records of resources, the estate, and `judge`",
    imports: ["standards"],
  },
  {
    path: "policies/exceptions",
    holds: "waivers and the baseline of known findings",
    imports: ["standards", "policies/core", "policies/readers"],
  },
  {
    path: "policies/readers",
    holds: "what rules share: readers of IAM, networks, data, models",
    imports: ["standards", "policies/core"],
  },
  { path: "policies/testing", holds: "the harness for examples of rules", imports: ["standards", "policies/core"] },
  { path: "policies/frameworks", holds: "control catalogues as data", imports: ["standards", "policies/core"] },
  {
    path: "policies/rules",
    holds: "one folder for each rule",
    imports: ["standards", "policies/core", "policies/readers", "policies/testing"],
  },
  {
    path: "policies/rules/rule-page.ts",
    holds: "what there is to read about a rule",
    imports: ["standards", "policies/core", "policies/frameworks", "policies/testing"],
  },
  {
    path: "policies/remediation",
    holds: "changes that a pack makes to a resource's inputs",
    imports: ["standards", "policies/core", "policies/readers"],
  },
  {
    path: "policies/crossguard",
    holds: "adapters from rules to `@pulumi/policy`",
    imports: ["standards", "policies/core", "policies/exceptions", "policies/readers", "policies/rules"],
    types: ["policies/remediation"],
  },
  {
    path: "policies/packs",
    holds: "the published packs",
    imports: ["standards", "policies/core", "policies/crossguard", "policies/remediation", "policies/rules"],
  },
  { path: "policies/index.ts", holds: "the package's barrel", imports: ["policies"] },
  {
    path: "engine/sdk",
    holds: "access to the Pulumi SDK that the program loads",
    imports: ["standards", "engine/loader"],
  },
  { path: "engine/loader", holds: "TypeScript programs, run in this process", imports: [] },
  {
    path: "engine/aws",
    holds: "simulated AWS, one file for each service",
    imports: ["standards", "engine/sdk", "engine/*.ts"],
  },
  {
    path: "engine/packages",
    holds: "simulated providers other than AWS, and which provider serves a package",
    imports: ["standards", "engine/aws", "engine/sdk", "engine/*.ts"],
  },
  {
    path: "engine/construct",
    holds: "remote components, built in process",
    imports: ["standards", "engine/sdk", "engine/*.ts"],
  },
  {
    path: "engine/monitor",
    holds: "the resource monitor and the run of a program",
    imports: [
      "standards",
      "engine/*.ts",
      "engine/aws",
      "engine/construct",
      "engine/loader",
      "engine/packages",
      "engine/sdk",
    ],
  },
  {
    path: "engine/analyzer",
    holds: "policy packs, run over a preview",
    imports: ["standards", "engine/*.ts", "engine/loader", "engine/monitor", "engine/sdk"],
  },
  {
    path: "engine/provider",
    holds: "the simulation as a provider of the real engine",
    imports: [
      "standards",
      "engine/*.ts",
      "engine/aws",
      "engine/construct",
      "engine/loader",
      "engine/packages",
      "engine/sdk",
    ],
  },
  { path: "engine/index.ts", holds: "the package's barrel", imports: ["engine/*"] },
  { path: "engine/*.ts", holds: "the shapes that the parts of the engine share", imports: ["standards"] },
  {
    path: "cli/run",
    holds: "previews of stacks, and the report as data",
    imports: ["standards", "policies", "engine", "cli/history", "cli/readers"],
    types: ["cli/report"],
  },
  {
    path: "cli/readers",
    holds: "the Pulumi project, waivers and packs, read from files",
    imports: ["standards", "policies"],
    types: ["engine"],
  },
  {
    path: "cli/report",
    holds: "the report as text, JSON, JUnit and SARIF",
    imports: ["standards", "policies", "cli/run", "cli/redact.ts", "cli/package.json"],
    types: ["engine", "cli/history", "cli/readers"],
  },
  {
    path: "cli/history",
    holds: "the last preview, to compare with",
    imports: ["cli/redact.ts"],
    types: ["engine"],
  },
  {
    path: "cli/graph",
    holds: "pictures of stacks",
    imports: ["standards", "components/layers.ts", "policies", "cli/report", "cli/run"],
    types: ["engine"],
    resolves: ["components"],
  },
  { path: "cli/redact.ts", holds: "the redaction of secrets in texts", imports: [] },
  {
    path: "cli",
    holds: "the command line: commands, terminal, entry",
    imports: ["standards", "components", "blueprints", "policies", "engine", "cli"],
  },
  { path: "stacks", holds: "the Pulumi program and the configuration of each stack", imports: ["blueprints"] },
];

export const RESTRICTED_PACKAGES: readonly RestrictedPackage[] = [
  {
    name: "@pulumi/policy",
    rooms: ["policies/crossguard", "policies/packs", "engine", "tests", "scripts"],
    reason: "it starts a server in each process that loads it",
  },
];
