import { memoize, memoizeByText } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import type { PatternSet } from "./document";
import type { NamedPolicy } from "./evaluate";
import { undeclaredResourcesOf } from "./full-service-access";
import { compileGlob, filledIn, matches } from "./glob";
import { mayPerform, type Target } from "./permission-search";
import { undeclaredResourceContexts } from "./undeclared-resources";
import data from "./unscoped-actions.json";

const services: ReadonlyMap<string, string> = new Map(Object.entries(data.services));
const unscopedActionsOf = actionsByService(services);
const scopedReadActionsOf = actionsByService(new Map(Object.entries(data.looking)));

/** Whether AWS has a service whose actions begin so. */
export function isService(prefix: string): boolean {
  return services.has(prefix);
}

/** Actions that a policy allows on resources that no program declares. */
export interface UnscopedPermission {
  /** As the policy writes them: with wildcards, if it has some. */
  readonly actions: readonly string[];
  /** The statement that allows the first. */
  readonly source: string;
}

/**
 * Whether a policy allows an action with resource-level permissions on a resource that no program declares, and which. Of
 * `Describe…` and `List…` only actions with resource-level permissions count: most have none. UNKNOWN if that depends on
 * something that is not known yet.
 */
export function unscopedPermission(source: NamedPolicy): UnscopedPermission | undefined | typeof UNKNOWN {
  if (source.document === UNKNOWN) return UNKNOWN;
  const permissions = { identity: [source], facts: new Map() };
  const contexts = undeclaredResourceContexts(permissions);
  const allows = source.document.filter(({ effect, actions }) => effect !== "Deny" && !actions.negated);
  const asked = allows.flatMap(({ actions }) => targetsOf(actions));
  const reaches = (targets: readonly Target[]) =>
    contexts.map((facts) => mayPerform(permissions, targets, facts, false));
  const findings = reaches(asked.map(({ target }) => target));
  const [proof] = findings.flatMap((finding) => (finding.answer === "allowed" ? [finding.proof] : []));
  if (!proof) return findings.some(({ answer }) => answer === "unknown") ? UNKNOWN : undefined;
  const wide = asked.filter(({ target }) => reaches([target]).some(({ answer }) => answer === "allowed"));
  return { actions: [...new Set(wide.map(({ pattern }) => pattern))], source: proof.source };
}

/** Actions with resource-level permissions, on any resource; one action for each pattern. */
const targetsOf = memoize(({ patterns }: PatternSet): readonly { pattern: string; target: Target }[] =>
  patterns.flatMap((pattern) => {
    if (pattern === UNKNOWN) return [];
    const [service = "", name = ""] = pattern.toLowerCase().split(":", 2);
    if (!services.has(service) || unscopedActionsOf(service).has(name)) return [];
    const action = /^(describe|list)/.test(name) ? readActionMatching(service, name) : instanceOf(name);
    if (action === undefined) return [];
    return [{ pattern, target: { action: `${service}:${action}`, resources: undeclaredResourcesOf(service) } }];
  }),
);

/** One of the read actions with resource-level permissions that a pattern matches. */
function readActionMatching(service: string, pattern: string): string | undefined {
  const known = scopedReadActionsOf(service);
  if (known.has(pattern)) return pattern;
  const glob = compileGlob(pattern);
  return [...known].find((name) => matches(glob, name));
}

function instanceOf(pattern: string): string {
  return filledIn(pattern, "");
}

/** Names of a service's actions, in lower case; split on the first call. */
function actionsByService(lists: ReadonlyMap<string, string>): (service: string) => ReadonlySet<string> {
  return memoizeByText((service) => new Set(lists.get(service)?.toLowerCase().split(" ")));
}
