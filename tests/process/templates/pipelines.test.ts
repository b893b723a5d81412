import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackPreview } from "@plinth/engine";
import { build } from "esbuild";
import { parse } from "yaml";
import { REPOSITORY } from "../../support/repository";
import { previewInOrder, STACKS, stackProgram } from "../../support/stacks";

const FOLDER = join(REPOSITORY, "templates/pipelines");
const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");

/** Commands of the CLI that judge or change a stack. */
const OPERATION = /\bpulumi (preview|up|update|destroy|refresh|import|watch)\b/;

/** What a stack's own file says of it, and what a pipeline has to say likewise. */
function ownWords(stack: string): object {
  const { config } = stackProgram(stack);
  const { regulated = false } = JSON.parse(config["plinth:workload"] ?? "{}");
  return {
    stack,
    account: config["plinth:account"],
    region: config["aws:region"],
    pack: regulated ? "regulated" : "baseline",
  };
}

function alwaysPassesThePack(commands: readonly string[], pack: RegExp): void {
  const operations = commands.filter((command) => OPERATION.test(command));

  assert.deepEqual(
    operations.map((command) => OPERATION.exec(command)?.[1]),
    ["preview", "up"],
  );
  for (const operation of operations) {
    assert.match(operation, pack);
    assert.doesNotMatch(operation, /--skip-preview|--policy-pack-config|--target/);
  }
  const order = ["build:packs", "pulumi login", "pulumi preview", "pulumi up"];
  const found = order.map((part) => commands.findIndex((command) => command.includes(part)));
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
  );
  assert.equal(found.includes(-1), false);
}

let previews: Promise<ReadonlyMap<string, StackPreview>> | undefined;
function previewed(): Promise<ReadonlyMap<string, StackPreview>> {
  previews ??= previewInOrder(STACKS);
  return previews;
}

/** The role that each stack's provider assumes, by stack. */
async function deploymentRoles(): Promise<Record<string, unknown>> {
  return Object.fromEntries(
    [...(await previewed())].map(([stack, { resources }]) => {
      const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
      return [stack, JSON.parse(String(provider?.inputs.assumeRoles))[0]?.roleArn];
    }),
  );
}

/** What a stack must not be deployed before: stacks whose outputs it reads, and the same workload in development. */
function predecessorsOf(stack: string, { resources }: StackPreview): string[] {
  const references = resources.filter(({ type }) => type === "pulumi:pulumi:StackReference");
  const development = stack.replace(/-prod$/, "-dev");
  return [
    ...references.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)),
    ...(development !== stack && STACKS.includes(development) ? [development] : []),
  ];
}

/** That every stack is deployed, after all that it stands on; `rounds` are those that are deployed together. */
async function deploysEveryStackInOrder(rounds: readonly (readonly string[])[]): Promise<void> {
  const roundOf = (stack: string) => rounds.findIndex((stacks) => stacks.includes(stack));
  const late: string[] = [];
  for (const [stack, preview] of await previewed()) {
    for (const other of predecessorsOf(stack, preview)) {
      if (roundOf(other) >= roundOf(stack)) late.push(`${other} before ${stack}`);
    }
  }

  assert.deepEqual(rounds.flat().sort(), [...STACKS].sort());
  assert.deepEqual(late, []);
}

function storesNoKey(text: string): void {
  assert.doesNotMatch(text, /AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|aws-access-key-id|secrets\./);
  assert.doesNotMatch(text, /PULUMI_CONFIG_PASSPHRASE|PULUMI_ACCESS_TOKEN/);
}

type WorkflowParser = typeof import("@actions/workflow-parser", { with: { "resolution-mode": "import" }});

/** Bundled, because it imports JSON in a way that Node.js does not. */
async function workflowParser(): Promise<WorkflowParser> {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "@actions/workflow-parser";', resolveDir: __dirname },
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(module, module.exports, require);
  return module.exports as WorkflowParser;
}

/** What the parser that GitHub runs workflows with has to say of one. */
async function faultsOf(content: string): Promise<string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await workflowParser();
  const { context, value } = parseWorkflow({ name: "plinth.yaml", content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

describe("the pipeline of GitHub Actions", () => {
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }
  interface Job {
    readonly if?: string;
    readonly needs?: string;
    readonly permissions?: object;
    readonly environment?: string;
    readonly concurrency?: object;
    readonly strategy?: {
      readonly "max-parallel": number;
      readonly matrix: { readonly include: { stack: string; account: string }[] };
    };
    readonly steps: readonly Step[];
  }
  const text = read("github-actions/plinth.yaml");
  const workflow: { readonly permissions: object; readonly on: object; readonly jobs: Readonly<Record<string, Job>> } =
    parse(text);
  const { judge, deploy } = workflow.jobs;
  const runs = (job: Job | undefined) => (job?.steps ?? []).flatMap(({ run }) => run ?? []);

  it("is one that GitHub's own parser finds nothing wrong with", async () => {
    assert.deepEqual(await faultsOf(text), []);
    assert.deepEqual(
      (
        await Promise.all(
          [text.replace("runs-on", "runs-of"), text.replace("matrix.stack }}", "matricks.stack }}")].map(faultsOf),
        )
      ).map(({ length }) => length > 0),
      [true, true],
    );
  });

  it("pins each action by commit, and says which version that is", () => {
    const used = text.split("\n").filter((line) => /\buses:/.test(line));

    assert.equal(used.length, 5);
    for (const line of used) assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const versions = new Map(used.map((line) => [/@\w+/.exec(line)?.[0], line.trim()]));
    assert.equal(new Set([...versions.values()].map((line) => line.split("@")[0])).size, versions.size);
  });

  it("judges every change without credentials", () => {
    assert.deepEqual(Object.keys(workflow.on), ["pull_request", "push"]);
    assert.deepEqual(workflow.permissions, { contents: "read" });
    assert.equal(judge?.permissions, undefined);
    assert.equal(judge?.if, undefined);
    assert.deepEqual(runs(judge), [
      "npm ci --ignore-scripts",
      "npm run build:packs",
      "npx --no plinth preview --strict",
    ]);
  });

  it("deploys what is on main only, after it was judged, one stack at a time, in the stack's own environment", () => {
    assert.equal(deploy?.if, "github.event_name == 'push' && github.ref == 'refs/heads/main'");
    assert.equal(deploy?.needs, "judge");
    assert.equal(deploy?.strategy?.["max-parallel"], 1);
    assert.equal(deploy?.environment, "${{ matrix.stack }}");
    assert.deepEqual(deploy?.concurrency, { group: "plinth-${{ matrix.stack }}", "cancel-in-progress": false });
    assert.deepEqual(deploy?.permissions, { contents: "read", "id-token": "write" });
  });

  it("always passes the pack that it has just built", () => {
    alwaysPassesThePack(runs(deploy), /--stack "\$STACK" --policy-pack "\$PACK"/);
  });

  it("signs in by OIDC, to the stack's own account, after everything is installed, and stores no key", () => {
    const steps = deploy?.steps ?? [];
    const signIn = steps.findIndex(({ uses = "" }) => uses.startsWith("aws-actions/configure-aws-credentials@"));

    assert.deepEqual(steps[signIn]?.with, {
      "role-to-assume": "arn:aws:iam::${{ matrix.account }}:role/plinth/plinth-deployment",
      "allowed-account-ids": "${{ matrix.account }}",
      "aws-region": "${{ matrix.region }}",
      "role-duration-seconds": 3600,
    });
    assert.deepEqual(
      steps.slice(signIn).flatMap(({ run = "" }) => (/\bnpm\b/.test(run) ? run : [])),
      [],
    );
    for (const { uses = "", with: settings } of steps) {
      if (uses.startsWith("actions/checkout@")) assert.deepEqual(settings, { "persist-credentials": false });
    }
    storesNoKey(text);
  });

  it("deploys every stack, each after those that it stands on, and production after development", async () => {
    await deploysEveryStackInOrder((deploy?.strategy?.matrix.include ?? []).map(({ stack }) => [stack]));
  });

  it("signs in to the role that the stack's provider assumes", async () => {
    const signIn = deploy?.steps.find(({ uses = "" }) => uses.startsWith("aws-actions/configure-aws-credentials@"));
    const role = String(signIn?.with?.["role-to-assume"]);
    const listed = deploy?.strategy?.matrix.include ?? [];

    assert.deepEqual(
      Object.fromEntries(listed.map(({ stack, account }) => [stack, role.replace("${{ matrix.account }}", account)])),
      await deploymentRoles(),
    );
  });

  it("says of each stack what the stack's own file says", () => {
    const listed = deploy?.strategy?.matrix.include ?? [];

    assert.deepEqual(
      listed,
      listed.map(({ stack }) => ownWords(stack)),
    );
  });
});

describe("the pipeline of GitLab", () => {
  interface Job {
    readonly stage?: string;
    readonly extends?: string;
    readonly rules?: object;
    readonly id_tokens?: object;
    readonly resource_group?: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly before_script?: readonly string[];
    readonly script?: readonly string[];
  }
  interface Pipeline {
    readonly default: { readonly image: string };
    readonly stages: readonly string[];
    readonly judge: Job;
    readonly ".deploy": Job;
  }
  const text = read("gitlab/.gitlab-ci.yml");
  const pipeline: Pipeline = parse(text);
  const { judge, ".deploy": deploy } = pipeline;
  const jobs = Object.entries(pipeline as unknown as Record<string, Job>).filter(
    ([, job]) => job.extends === ".deploy",
  );

  it("pins its image by digest", () => {
    assert.match(pipeline.default.image, /^node:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  it("judges every change without credentials", () => {
    assert.equal(judge.id_tokens, undefined);
    assert.equal(judge.rules, undefined);
    assert.deepEqual(judge.script, [
      "npm ci --ignore-scripts",
      "npm run build:packs",
      "npx --no plinth preview --strict",
    ]);
  });

  it("deploys what is on main only, one update of a stack at a time, a stage after the other", () => {
    assert.deepEqual(deploy.rules, [{ if: '$CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push"' }]);
    assert.equal(deploy.resource_group, "plinth-$STACK");
    assert.deepEqual([...new Set(jobs.map(([, { stage }]) => stage))], pipeline.stages.slice(1));
    assert.equal(pipeline.stages[0], judge.stage);
  });

  it("deploys every stack, each in a stage after those that it stands on, and production after development", async () => {
    await deploysEveryStackInOrder(
      pipeline.stages.slice(1).map((stage) => jobs.flatMap(([name, job]) => (job.stage === stage ? name : []))),
    );
  });

  it("always passes the pack that it has just built", () => {
    const commands = [...(deploy.before_script ?? []), ...(deploy.script ?? [])];

    alwaysPassesThePack(commands, /--stack "\$STACK" --policy-pack "dist\/packs\/\$PACK"/);
    assert.deepEqual(
      jobs.flatMap(([, job]) => [job.script, job.before_script, job.id_tokens, job.rules].filter(Boolean)),
      [],
    );
  });

  it("signs in by OIDC, to the stack's own account, and stores no key", () => {
    assert.deepEqual(deploy.id_tokens, { PLINTH_ID_TOKEN: { aud: "sts.amazonaws.com" } });
    assert.equal(deploy.variables?.AWS_ROLE_ARN, "arn:aws:iam::${ACCOUNT}:role/plinth/plinth-deployment");
    storesNoKey(text);
  });

  it("signs in to the role that the stack's provider assumes", async () => {
    const role = String(deploy.variables?.AWS_ROLE_ARN);

    assert.deepEqual(
      Object.fromEntries(
        jobs.map(([name, { variables }]) => [name, role.replace("${ACCOUNT}", String(variables?.ACCOUNT))]),
      ),
      await deploymentRoles(),
    );
  });

  it("says of each stack what the stack's own file says", () => {
    for (const [name, { variables }] of jobs) {
      const { STACK, ACCOUNT, PACK, AWS_REGION } = { ...deploy.variables, ...variables };

      assert.equal(STACK, name);
      assert.deepEqual({ stack: STACK, account: ACCOUNT, region: AWS_REGION, pack: PACK }, ownWords(name));
    }
  });
});
