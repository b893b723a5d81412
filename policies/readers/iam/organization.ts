import type { Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { FULL_ACCESS } from "./administrator";
import { readDocument } from "./document";
import type { NamedPolicy } from "./evaluate";

export const ACCOUNT = "aws:organizations/account:Account";
export const ORGANIZATIONAL_UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
export const ORGANIZATION = "aws:organizations/organization:Organization";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
const POLICY = "aws:organizations/policy:Policy";
/** More levels than AWS allows, so that a cycle ends. */
const MAX_DEPTH = 10;

/** The service control policies that apply to an account or unit. */
export interface ServiceControlPolicies {
  /** One list for each level, from the account or unit itself up to the root; FullAWSAccess is on each. */
  readonly levels: readonly (readonly NamedPolicy[])[];
  /** False if a level is not in this stack, so that what is attached to it cannot be seen. */
  readonly complete: boolean;
}

/** The service control policies attached to a unit or account, and to every unit above it. */
export function serviceControlPoliciesOver(target: ResourceRecord, estate: Estate): ServiceControlPolicies {
  const levels: NamedPolicy[][] = [];
  let level: ResourceRecord | undefined = target;
  while (level && levels.length < MAX_DEPTH) {
    levels.push([FULL_ACCESS, ...attachedTo(level, estate)]);
    const [parent]: readonly ResourceRecord[] = estate.references(level, "parentId", [ORGANIZATIONAL_UNIT]).found;
    if (!parent)
      return {
        levels: [...levels, [FULL_ACCESS, ...attachedToRoot(level, estate)]],
        complete: isUnderRoot(level, estate),
      };
    level = parent;
  }
  return { levels, complete: true };
}

function attachedTo(target: ResourceRecord, estate: Estate): NamedPolicy[] {
  return estate.referrers(target, "targetId", [ATTACHMENT]).flatMap((attachment) => policiesOf(attachment, estate));
}

/** Attachments to the parent of `below` that is no unit of this stack: named by the same id, or by the organisation. */
function attachedToRoot(below: ResourceRecord, estate: Estate): NamedPolicy[] {
  const { parentId } = below.props;
  const attachments = estate.ofType(ATTACHMENT).filter((attachment) => {
    const { targetId } = attachment.props;
    return typeof parentId === "string" && typeof targetId === "string"
      ? parentId === targetId
      : estate.references(attachment, "targetId", [ORGANIZATION]).found.length > 0;
  });
  return attachments.flatMap((attachment) => policiesOf(attachment, estate));
}

/** Whether what stands above is the root, by its id or because it comes from the organisation itself. */
function isUnderRoot(below: ResourceRecord, estate: Estate): boolean {
  const { parentId } = below.props;
  return typeof parentId === "string"
    ? parentId.startsWith("r-")
    : estate.references(below, "parentId", [ORGANIZATION]).found.length > 0;
}

function policiesOf(attachment: ResourceRecord, estate: Estate): NamedPolicy[] {
  const { found, complete } = estate.references(attachment, "policyId", [POLICY]);
  const read = found
    .filter(({ props }) => props.type === undefined || props.type === "SERVICE_CONTROL_POLICY")
    .map(({ name, props }): NamedPolicy => ({ name, document: readDocument(props.content) ?? UNKNOWN }));
  if (complete || attachment.props.policyId === "p-FullAWSAccess") return read;
  return [...read, { name: `a policy attached by ${attachment.name}`, document: UNKNOWN }];
}

/** Whether a unit or account is production's, as its name says word by word: `support-prod`, `Production`. */
export function isProductionByName({ name, props }: ResourceRecord, { environments }: Standard): boolean {
  const text = typeof props.name === "string" ? props.name : name;
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  return (
    !words.includes("non") && words.some((word) => word === "production" || environments.production.includes(word))
  );
}
