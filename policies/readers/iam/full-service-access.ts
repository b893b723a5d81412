import { memoizeByText } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import type { PolicyDocument, Statement } from "./document";
import { mayPerform, type Target } from "./permission-search";
import { UNDECLARED_NAME } from "./undeclared-resources";

/** An action that no service has: only a statement that allows every action allows it. */
const NONEXISTENT_ACTION = "ZzPlinthOther";
const NONEXISTENT_SERVICE = "plinth-other";
/** Prefixes of resources in ARNs that policies often name with a wildcard: `function:*` is every function. */
const RESOURCE_PREFIXES = [
  ...["", "cluster/", "endpoint/", "foundation-model/", "function:", "key/", "log-group:", "parameter/", "repository/"],
  ...["role/", "runtime/", "secret:", "stateMachine:", "table/", "user/"],
];

/** Full access that a policy gives. */
export interface FullServiceAccess {
  /** "every service", or its prefix: `bedrock`. */
  readonly service: string;
  /** The statement that does it. */
  readonly source: string;
}

/**
 * The first service of which a document allows every action on any resource, after its own denies. The evaluator
 * decides, for an action and a resource that do not exist: `*`, `bedrock:*`, `NotAction` and `?*` are all found. UNKNOWN
 * if that depends on something that is not known yet.
 * @param resourcesOf The resources of a service to decide for. Default: resources that no program declares.
 */
export function fullServiceAccess(
  name: string,
  document: PolicyDocument,
  resourcesOf: (service: string) => readonly string[] = undeclaredResourcesOf,
): FullServiceAccess | undefined | typeof UNKNOWN {
  if (document === UNKNOWN) return UNKNOWN;
  const permissions = { identity: [{ name, document }], facts: new Map() };
  let unknown = false;
  for (const service of [NONEXISTENT_SERVICE, ...document.flatMap(servicesOf)]) {
    const finding = mayPerform(permissions, [nonexistentActionOn(service, resourcesOf)], undefined, false);
    if (finding.answer === "allowed") {
      return { service: service === NONEXISTENT_SERVICE ? "every service" : service, source: finding.proof.source };
    }
    if (finding.answer === "unknown") unknown = true;
  }
  return unknown ? UNKNOWN : undefined;
}

function nonexistentActionOn(service: string, resourcesOf: (service: string) => readonly string[]): Target {
  return { action: `${service}:${NONEXISTENT_ACTION}`, resources: resourcesOf(service) };
}

/** Any resource of a service: a policy that allows one of them allows it. */
export function anyResourceOf(service: string): readonly string[] {
  return [`arn:*:${service}:*:*:*`];
}

/** Resources of a service that no program declares. */
export const undeclaredResourcesOf = memoizeByText((service): readonly string[] =>
  RESOURCE_PREFIXES.map((kind) => `arn:*:${service}:*:*:${kind}${UNDECLARED_NAME}`),
);

/** Services that the statement's actions name. */
function servicesOf({ effect, actions }: Statement): string[] {
  if (effect === "Deny" || actions.negated) return [];
  const prefixes = actions.patterns.map((pattern) =>
    pattern === UNKNOWN ? "" : pattern.slice(0, pattern.indexOf(":")),
  );
  return [...new Set(prefixes.map((prefix) => prefix.toLowerCase()).filter((prefix) => /^[a-z0-9-]+$/.test(prefix)))];
}
