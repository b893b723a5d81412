import { UNKNOWN } from "../../rule";
import type { Statement } from "./document";
import type { Source } from "./evaluate";
import { mayPerform, type Proof, type Target } from "./search";
import { strangerFacts } from "./strangers";
import data from "./unscoped-actions.json";
import { anyResourceOf } from "./whole-services";

const unscoped: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(data.services).map(([service, names]) => [service, new Set(names.toLowerCase().split(" "))]),
);

/**
 * An action that could have named what it is for, and is allowed on a resource that nobody declared. Looking around
 * (`Describe…`, `List…`) is left out, and so are services that are not listed in `unscoped-actions.json`. UNKNOWN if that
 * hangs on something not known yet.
 */
export function unscopedUse(source: Source): Proof | undefined | typeof UNKNOWN {
  if (source.document === UNKNOWN) return UNKNOWN;
  const permissions = { identity: [source], facts: new Map() };
  const targets = source.document.flatMap(actionsOf).map(onAnything);
  let unknown = false;
  for (const facts of strangerFacts(permissions)) {
    const finding = mayPerform(permissions, targets, facts, false);
    if (finding.answer === "allowed") return finding.proof;
    if (finding.answer === "unknown") unknown = true;
  }
  return unknown ? UNKNOWN : undefined;
}

/** Actions that a statement allows and that can be held to a resource; one of those that a pattern stands for. */
function actionsOf({ effect, actions }: Statement): string[] {
  if (effect === "Deny" || actions.negated) return [];
  return actions.patterns.flatMap((pattern) => {
    if (pattern === UNKNOWN) return [];
    const [service = "", name = ""] = pattern.toLowerCase().split(":", 2);
    const known = unscoped.get(service);
    if (!known || known.has(name) || /^(describe|list)/.test(name)) return [];
    return [`${service}:${name.replaceAll("*", "").replaceAll("?", "x")}`];
  });
}

function onAnything(action: string): Target {
  return { action, resources: anyResourceOf(action.slice(0, action.indexOf(":"))) };
}
