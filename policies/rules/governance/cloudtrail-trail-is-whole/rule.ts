import { isSet } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";

/** What makes a trail evidence: what it lacks without a setting, and whether the setting is there. */
const REQUIREMENTS: readonly { readonly lack: string; readonly isMet: (trail: ResourceRecord) => boolean | Unknown }[] =
  [
    { lack: "records one region only", isMet: ({ props }) => is(props.isMultiRegionTrail ?? false) },
    { lack: "leaves out global services", isMet: ({ props }) => is(props.includeGlobalServiceEvents ?? true) },
    { lack: "is turned off", isMet: ({ props }) => is(props.enableLogging ?? true) },
    {
      lack: "cannot prove that its files are untouched",
      isMet: ({ props }) => is(props.enableLogFileValidation ?? false),
    },
    { lack: "has no key of its own", isMet: (trail) => isSet(trail, "kmsKeyId") },
  ];

/** See why.md. */
export const rule: Rule = {
  id: "cloudtrail-trail-is-whole",
  layer: "governance",
  family: "observability",
  severity: "high",
  cures: [],
  title: "The audit trail covers every region, is validated and encrypted",
  scope: "stack",
  types: ["aws:cloudtrail/trail:Trail"],

  judge(trail, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const answers = REQUIREMENTS.map(({ lack, isMet }) => ({ lack, met: isMet(trail) }));
    const lacks = answers.filter(({ met }) => met === false).map(({ lack }) => lack);
    if (lacks.length > 0) {
      return {
        outcome: "violation",
        found: `${trail.name} ${joinWithAnd(lacks)}`,
        required:
          "a trail of all regions and global services, turned on, with log file validation and a customer managed key",
        fix: "set isMultiRegionTrail, enableLogFileValidation and kmsKeyId, or use OrganizationTrail",
      };
    }
    if (answers.some(({ met }) => met === UNKNOWN)) {
      return { outcome: "undetermined", reason: "a setting of the trail is not known yet" };
    }
    return { outcome: "pass" };
  },
};

function is(value: unknown): boolean | Unknown {
  return value === UNKNOWN ? UNKNOWN : value === true;
}
