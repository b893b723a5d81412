import type { StackPreview } from "@plinth/engine";
import { type ResourceRecord, recordsOf } from "@plinth/policies";
import { previewProject } from "../end-to-end/support/offline";
import { REPOSITORY } from "../support/repository";
import { STORES } from "./measure";

/** What mixed estates are made of, as JSON: records of this repository's stacks, and those of one hand-written store. */
export interface EstateParts {
  /** What an estate has once: the stacks of the organisation, its security, audit and network. */
  readonly landingZone: string;
  /** The stacks of each workload. */
  readonly workloads: readonly string[];
  readonly store: string;
}

/** Previews the parts. No value of theirs is unknown, so that JSON holds all of it. */
export async function estateParts(): Promise<EstateParts> {
  const own = await previewProject(REPOSITORY);
  const workloads = [...new Set(own.flatMap(({ stack }) => WORKLOAD_STACK.exec(stack)?.[1] ?? []))];
  const stores = (await previewProject(STORES)).flatMap(({ resources }) => recordsOf(resources));
  return {
    landingZone: recorded(own.filter(({ stack }) => !WORKLOAD_STACK.test(stack))),
    workloads: workloads.map((name) => recorded(own.filter(({ stack }) => WORKLOAD_STACK.exec(stack)?.[1] === name))),
    store: JSON.stringify(stores.filter(({ name }) => name === "store-0")),
  };
}

/**
 * About `size` resources in one estate: two thirds of them workloads, the others stores.
 * @param copy Number in the names of its first workload: estates with others have no name in common. Default: 1.
 */
export function mixedEstate({ landingZone, workloads, store }: EstateParts, size: number, copy = 1): ResourceRecord[] {
  const records = JSON.parse(landingZone) as ResourceRecord[];
  let next = copy;
  const add = (text: string) => {
    const added = JSON.parse(renamed(text, next++)) as ResourceRecord[];
    records.push(...added);
    return added.length;
  };
  for (let each = 0; each + records.length <= (size * 2) / 3; ) each = add(workloads[next % workloads.length] ?? "[]");
  for (let each = 0; each + records.length <= size; ) each = add(store);
  return records;
}

const WORKLOAD_STACK = /^(.+)-(?:dev|prod)$/;

function recorded(previews: readonly StackPreview[]): string {
  return JSON.stringify(previews.flatMap(({ resources }) => recordsOf(resources)));
}

const STACK = /(?<=urn:pulumi:)[\w-]+/;
/** Not where it is a word of AWS: a key of a property, or a part of an endpoint's name. */
const WORKLOAD =
  /(?<![\w.-])(?:support|documents|assistant|cases|platform|landing-zone)(?=[-/":\\])(?!":)|\bstore(?=-\d)/;
const ACCOUNT = /\b\d{12}\b/;
/** What AWS assigns: letters and digits mixed without a meaning. */
const ASSIGNED = /\b(?!nodejs|s3vectors)(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{7,36}\b/;
const OWN_NAMES = new RegExp([STACK, WORKLOAD, ACCOUNT, ASSIGNED].map(({ source }) => source).join("|"), "g");

/** A copy with names of its own wherever a name stands, so that its references meet within it. */
function renamed(text: string, copy: number): string {
  return text.replace(OWN_NAMES, (name) =>
    ACCOUNT.test(name) ? String(Number(name) + copy * 7_919).padStart(12, "0") : `${name}${copy}`,
  );
}
