import { isDeepStrictEqual } from "node:util";
import type { TestResources } from "./preview";

/** A request to OpenSearch Serverless. */
export interface CollectionRequest {
  /** ARN of the caller's role. */
  readonly principal: string;
  /** `aoss:ReadDocument` */
  readonly permission: string;
  /** `index/<collection>/<index>` or `collection/<collection>` */
  readonly resource: string;
}

/** Where a request to a collection comes from. */
export type Origin = { readonly endpointId: string } | { readonly service: string } | "internet";

interface Rule {
  readonly ResourceType: string;
  readonly Resource: readonly string[];
  readonly Permission?: readonly string[];
}

interface DataStatement {
  readonly Rules: readonly Rule[];
  readonly Principal: readonly string[];
}

interface NetworkStatement {
  readonly Rules: readonly Rule[];
  readonly AllowFromPublic: boolean;
  readonly SourceVPCEs?: readonly string[];
  readonly SourceServices?: readonly string[];
}

/**
 * Whether the data access policies of a preview allow a request. As AWS reads them: one rule that matches is enough, nothing
 * denies, `*` stands for any text in resources and at the end of permissions, principals match whole.
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html (read 2026-11)
 */
export function allowsData(resources: TestResources, { principal, permission, resource }: CollectionRequest): boolean {
  const statements = documents<DataStatement[]>(
    resources,
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    "data",
  ).flat();
  return statements.some(
    ({ Rules, Principal }) =>
      Principal.includes(principal) &&
      Rules.some(
        (rule) => covers(rule, resource) && (rule.Permission ?? []).some((pattern) => matches(pattern, permission)),
      ),
  );
}

/**
 * Whether the network policies of a preview let a request through to a collection or its dashboards.
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html (read 2026-11)
 */
export function letsThrough(
  resources: TestResources,
  origin: Origin,
  collection: string,
  to: "collection" | "dashboard" = "collection",
): boolean {
  const statements = documents<NetworkStatement[]>(
    resources,
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    "network",
  ).flat();
  return statements.some(
    ({ Rules, AllowFromPublic, SourceVPCEs = [], SourceServices = [] }) =>
      Rules.some((rule) => rule.ResourceType === to && covers({ ...rule, ResourceType: "collection" }, collection)) &&
      (AllowFromPublic ||
        (origin !== "internet" &&
          ("service" in origin ? SourceServices.includes(origin.service) : SourceVPCEs.includes(origin.endpointId)))),
  );
}

function documents<T>(resources: TestResources, type: string, kind: string): T[] {
  return resources
    .all(type)
    .filter(({ inputs }) => isDeepStrictEqual(inputs.type, kind))
    .map(({ inputs }) => JSON.parse(String(inputs.policy)));
}

function covers({ ResourceType, Resource }: Rule, resource: string): boolean {
  return resource.startsWith(`${ResourceType}/`) && Resource.some((pattern) => matches(pattern, resource));
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
