import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { StackPreview } from "../preview";
import { redact } from "../redact";
import { configureRequest } from "./config";
import { levelOf, severityOf } from "./levels";
import type { PackConfig, PackDiagnostic, PackPolicy, PolicyPack } from "./pack";
import { type PropertiesOf, requestsFor } from "./requests";

/** The methods of a pack's server. */
export interface Analyzer {
  getAnalyzerInfo(request: Empty): Promise<messages.AnalyzerInfo>;
  configure(request: messages.ConfigureAnalyzerRequest): Promise<unknown>;
  analyze(request: messages.AnalyzeRequest): Promise<messages.AnalyzeResponse>;
  analyzeStack(request: messages.AnalyzeStackRequest): Promise<messages.AnalyzeResponse>;
}

/** Configures a pack as the engine does and makes it ready to judge. */
export async function connectPack(
  analyzer: Analyzer,
  config: PackConfig,
  setProperties: PropertiesOf,
  close: () => void,
): Promise<PolicyPack> {
  const info = await analyzer.getAnalyzerInfo(new Empty());
  await analyzer.configure(configureRequest(info, config));
  return {
    name: info.getName(),
    version: info.getVersion(),
    policies: info.getPoliciesList().map(policyOf),
    analyze: (preview) => analyze(analyzer, preview, setProperties),
    close,
  };
}

async function analyze(
  analyzer: Analyzer,
  preview: StackPreview,
  setProperties: PropertiesOf,
): Promise<PackDiagnostic[]> {
  const { resources, stack } = requestsFor(preview, setProperties);
  const found: PackDiagnostic[] = [];
  for (const { urn, request } of resources) {
    const response = await analyzer.analyze(request);
    found.push(...response.getDiagnosticsList().map((d) => diagnosticOf(d, "resource", preview.secrets, urn)));
  }
  const response = await analyzer.analyzeStack(stack);
  found.push(...response.getDiagnosticsList().map((d) => diagnosticOf(d, "stack", preview.secrets)));
  return found;
}

function diagnosticOf(
  diagnostic: messages.AnalyzeDiagnostic,
  scope: PackDiagnostic["scope"],
  secrets: ReadonlySet<string>,
  urn?: string,
): PackDiagnostic {
  return {
    policyName: diagnostic.getPolicyname(),
    packName: diagnostic.getPolicypackname(),
    packVersion: diagnostic.getPolicypackversion(),
    description: diagnostic.getDescription(),
    message: redact(diagnostic.getMessage(), secrets),
    enforcementLevel: levelOf(diagnostic.getEnforcementlevel()),
    severity: severityOf(diagnostic.getSeverity()),
    urn: diagnostic.getUrn() || urn,
    scope,
  };
}

function policyOf(policy: messages.PolicyInfo): PackPolicy {
  return {
    name: policy.getName(),
    scope: policy.getPolicyType() === messages.PolicyType.POLICY_TYPE_STACK ? "stack" : "resource",
    description: policy.getDescription(),
    enforcementLevel: levelOf(policy.getEnforcementlevel()),
    severity: severityOf(policy.getSeverity()),
  };
}
