import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import type { ResourceRecord } from "@plinth/policies";
import { UNKNOWN } from "@plinth/policies";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import * as services from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Level = "advisory" | "mandatory" | "disabled" | "remediate";

/** What a pack says of a resource, as Pulumi's engine hears it. */
export interface Diagnostic {
  readonly rule: string;
  readonly urn: string;
  readonly level: "advisory" | "mandatory";
  readonly message: string;
}

/** A built policy pack in a process of its own, as the engine starts it, spoken to over gRPC. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: services.AnalyzerClient,
  ) {}

  /** @param environment Added to this process's. */
  static async start(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<PackProcess> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = child;
    let told = "";
    stderr.on("data", (text: Buffer) => {
      told += String(text);
    });
    const port = await Promise.race([
      once(stdout, "data").then(([text]) => String(text)),
      once(child, "exit").then(() => Promise.reject(new Error(told))),
    ]);
    const client = new services.AnalyzerClient(`127.0.0.1:${port.trim()}`, credentials.createInsecure());
    return new PackProcess(child, client);
  }

  /**
   * Levels by rule, as `--policy-pack-config` gives them.
   * @param properties What else is configured for a rule. Default: nothing.
   */
  async configure(
    levels: Readonly<Record<string, Level>>,
    properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
  ): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [rule, level] of Object.entries(levels)) {
      const config = new messages.PolicyConfig();
      config.setEnforcementlevel(messages.EnforcementLevel[level.toUpperCase() as Uppercase<Level>]);
      config.setProperties(struct(properties[rule] ?? {}));
      request.getPolicyconfigMap().set(rule, config);
    }
    await new Promise<void>((resolve, reject) =>
      this.client.configure(request, (error) => (error ? reject(error) : resolve())),
    );
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  /** What the pack's resource policies say before a resource is created. */
  async analyze(record: ResourceRecord): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeRequest();
    describe(request, record);
    const response = await new Promise<messages.AnalyzeResponse>((resolve, reject) =>
      this.client.analyze(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    return diagnosticsOf(response, record.urn);
  }

  /** Properties of a resource as the pack's remediations leave them, by policy; empty if none changes it. */
  async remediate(record: ResourceRecord): Promise<Readonly<Record<string, unknown>>> {
    const request = new messages.AnalyzeRequest();
    describe(request, record);
    const response = await new Promise<messages.RemediateResponse>((resolve, reject) =>
      this.client.remediate(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    const answers = response.getRemediationsList();
    return Object.fromEntries(
      answers.map((answer) => [
        answer.getPolicyname(),
        answer.getProperties()?.toJavaScript() ?? answer.getDiagnostic(),
      ]),
    );
  }

  /** What the pack's stack policies say at the end of a run. Of inputs that depend on nothing the engine tells before. */
  async analyzeStack(records: readonly ResourceRecord[]): Promise<Diagnostic[]> {
    for (const record of records) {
      const given = Object.keys(record.edges ?? {}).filter((property) => record.edges?.[property]?.length === 0);
      const inputs = Object.fromEntries(given.map((property) => [property, record.props[property]]));
      if (given.length > 0) await this.analyze({ ...record, props: inputs });
    }
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
      records.map((record) => {
        const resource = new messages.AnalyzerResource();
        describe(resource, record);
        resource.setDependenciesList([...(record.dependencies ?? [])]);
        for (const [property, urns] of Object.entries(record.edges ?? {})) {
          if (urns.length === 0) continue;
          const dependencies = new messages.AnalyzerPropertyDependencies();
          dependencies.setUrnsList([...urns]);
          resource.getPropertydependenciesMap().set(property, dependencies);
        }
        return resource;
      }),
    );
    const response = await new Promise<messages.AnalyzeResponse>((resolve, reject) =>
      this.client.analyzeStack(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    return diagnosticsOf(response, "");
  }
}

function describe(message: messages.AnalyzeRequest | messages.AnalyzerResource, record: ResourceRecord): void {
  const { type, urn, name, id, props, provider } = record;
  message.setType(type);
  message.setUrn(urn);
  message.setName(name);
  message.setProperties(struct(id === undefined ? props : { id, ...props }));
  message.setOptions(new messages.AnalyzerResourceOptions());
  if (provider) {
    const described = new messages.AnalyzerProviderResource();
    described.setType("pulumi:providers:aws");
    // Providers that are configured otherwise are others.
    const providerName = createHash("sha256")
      .update(JSON.stringify(onWire(provider)))
      .digest("hex")
      .slice(0, 12);
    described.setUrn(`urn:pulumi:example::example::pulumi:providers:aws::${providerName}`);
    described.setName(providerName);
    described.setProperties(struct(provider));
    message.setProvider(described);
  }
}

function struct(properties: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(onWire(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function onWire(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (Array.isArray(value)) return value.map(onWire);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, onWire(member)]));
}

function diagnosticsOf(response: messages.AnalyzeResponse, urn: string): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn() || urn,
    level: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    message: diagnostic.getMessage(),
  }));
}
