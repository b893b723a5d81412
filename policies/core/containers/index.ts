import { memoize } from "../memoize";
import type { ResourceRecord } from "../rule";
import { canonicalRecords } from "../variants";
import { contentsOfCloudControl } from "./cloud-control";
import { type Contents, NOTHING, unreadable } from "./contents";
import { contentsOfRelease, HELM } from "./helm";
import { contentsOfManifest, KUBERNETES } from "./kubernetes";
import { contentsOfTemplate } from "./templates";

type Reader = (container: ResourceRecord) => Contents;

/** What creates other resources by itself, and how those are read. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["aws:cloudformation/stack:Stack", contentsOfTemplate],
  ["aws:cloudformation/stackSet:StackSet", contentsOfTemplate],
  ["aws:cloudcontrol/resource:Resource", contentsOfCloudControl],
  ...KUBERNETES.map((type) => [type, contentsOfManifest] as const),
  ...closed("is an application of the AWS Serverless Application Repository, whose template AWS holds", [
    "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
  ]),
  ...closed("is a product of AWS Service Catalog, whose template AWS holds", [
    "aws:servicecatalog/provisionedProduct:ProvisionedProduct",
  ]),
  ...closed("runs a command, which can create anything", ["command:local:Command", "command:remote:Command"]),
  ...closed("is a dynamic provider, whose code decides what it creates", [
    "pulumi-nodejs:dynamic:Resource",
    "pulumi-python:dynamic:Resource",
  ]),
  ...HELM.map((type) => [type, contentsOfRelease] as const),
]);

function closed(reason: string, types: readonly string[]): readonly (readonly [string, Reader])[] {
  return types.map((type) => [type, ({ name }) => unreadable(`${name} ${reason}`)]);
}

/** Types of resources that create others which the engine does not know. */
export const CONTAINERS: readonly string[] = [...READERS.keys()];

/** How deep stacks may stand in stacks. */
const MAX_NESTING = 8;

/** What a resource creates, as rules read it, and what of it cannot be read. */
export const contentsOf = memoize((record: ResourceRecord): Contents => READERS.get(record.type)?.(record) ?? NOTHING);

/** The records of a run as rules read them: each of one type for all variants, and with what stands in it. */
export function openedRecords(record: ResourceRecord, depth = 0): readonly ResourceRecord[] {
  return canonicalRecords(record).flatMap((one) => {
    if (depth >= MAX_NESTING || !READERS.has(one.type)) return [one];
    return [one, ...contentsOf(one).records.flatMap((inner) => openedRecords(inner, depth + 1))];
  });
}
