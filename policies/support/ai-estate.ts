import type { Estate, ResourceRecord, Verdict } from "../rule";
import { UNKNOWN } from "../rule";
import { AI_SERVICES } from "./iam/actions";
import { perEstate } from "./per-estate";
import { tagsOf } from "./tags";

/** Services that host, invoke or feed models, by the first part of a type token or of a name of an IAM action. */
const TYPES =
  /^aws:(bedrock|bedrockmodel|bedrockfoundation|sagemaker|kendra)\/|^aws:s3\/vectors|^aws-native:(bedrock|sagemaker|kendra|s3vectors)/;
const ACTIONS = new RegExp(`"(${AI_SERVICES.join("|")}):`, "i");

/**
 * Whether the run is part of the AI estate: it invokes, hosts or feeds models, or something in it carries the
 * standard's tags. Hygiene is demanded there; elsewhere it is nobody's business here.
 */
export const isInAiEstate = perEstate((estate) =>
  estate.resources.some(
    (resource) =>
      TYPES.test(resource.type) ||
      resource.props.type === "VECTORSEARCH" ||
      carriesStandardTags(resource, estate) ||
      speaksOfModels(resource),
  ),
);

/** The verdict of a hygiene rule outside the AI estate; undefined within it. */
export function outsideAiEstate(estate: Estate): Verdict | undefined {
  if (isInAiEstate(estate)) return undefined;
  return { outcome: "not-applicable", reason: "nothing in this stack invokes, hosts or feeds models" };
}

/** Keys such as `owner` are in general use; workload and classification together are the standard's. */
function carriesStandardTags(resource: ResourceRecord, { standard }: Estate): boolean {
  const tags = tagsOf(resource);
  return tags !== UNKNOWN && tags.has(standard.tagKeys.workload) && tags.has(standard.tagKeys.classification);
}

function speaksOfModels({ type, props }: ResourceRecord): boolean {
  if (!/^aws(-native)?:(iam|ssoadmin)\b/.test(type)) return false;
  const documents = [props.policy, props.policyDocument, props.inlinePolicy, props.inlinePolicies, props.policies];
  return documents.some((document) => document !== undefined && ACTIONS.test(textOf(document)));
}

function textOf(document: unknown): string {
  // JSON inside JSON escapes its quotes.
  return typeof document === "string" ? document : (JSON.stringify(document)?.replaceAll('\\"', '"') ?? "");
}
