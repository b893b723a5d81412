import { isSet } from "../../core/properties";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue, isObject, listOf, type PlainObject, valuesAt } from "../../core/values";

/** What a trail can be asked to record: management events, or the data events of one type of resource. */
export type EventKind = "management" | `AWS::${string}`;

const BEDROCK = "bedrock.amazonaws.com";

/**
 * Whether a trail records every event of a kind that Bedrock sends. Basic selectors know no data events of Bedrock;
 * without selectors a trail records management events. An advanced selector is a conjunction, so any field that it
 * narrows by leaves something out, except the exclusion of other services' events.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html (read 2026-11).
 */
export function recordsEvents(trail: ResourceRecord, what: EventKind): boolean | Unknown {
  const { advancedEventSelectors, eventSelectors } = trail.props;
  if (isSet(trail, "advancedEventSelectors")) return some(listOf(advancedEventSelectors), (s) => selects(s, what));
  if (what !== "management") return false;
  return isSet(trail, "eventSelectors") ? some(listOf(eventSelectors), includesManagement) : true;
}

function selects({ fieldSelectors }: PlainObject, what: EventKind): boolean | Unknown {
  if (fieldSelectors === UNKNOWN) return UNKNOWN;
  const fields = listOf(fieldSelectors);
  const category = what === "management" ? "Management" : "Data";
  const matches = fields.map((field) => {
    if (!isObject(field)) return UNKNOWN;
    if (field.field === "eventCategory") return equals(field, category);
    if (field.field === "resources.type") return equals(field, what);
    if (field.field === UNKNOWN) return UNKNOWN;
    return field.field === "eventSource" && excludesOthersOnly(field);
  });
  const names = fields.map((field) => (isObject(field) ? field.field : field));
  const needed = what === "management" ? ["eventCategory"] : ["eventCategory", "resources.type"];
  if (!needed.every((name) => names.includes(name))) return names.includes(UNKNOWN) ? UNKNOWN : false;
  if (matches.includes(false)) return false;
  return matches.includes(UNKNOWN) ? UNKNOWN : true;
}

function equals(field: PlainObject, value: string): boolean | Unknown {
  const values = valuesAt(field, "equals[]");
  return values.includes(value) || (values.includes(UNKNOWN) ? UNKNOWN : false);
}

/** `eventSource` not equal to the busy services whose events are of no use here. */
function excludesOthersOnly({ field: _, notEquals, ...more }: PlainObject): boolean | Unknown {
  const excluded = listOf(notEquals);
  if (Object.values(more).some((values) => listOf(values).length > 0) || excluded.includes(BEDROCK)) return false;
  return excluded.includes(UNKNOWN) ? UNKNOWN : true;
}

function includesManagement(selector: PlainObject): boolean | Unknown {
  const settings = [selector.includeManagementEvents ?? true, selector.readWriteType ?? "All"];
  if (settings[0] === false || (settings[1] !== UNKNOWN && settings[1] !== "All")) return false;
  return settings.includes(UNKNOWN) ? UNKNOWN : true;
}

function some(selectors: readonly unknown[], test: (selector: PlainObject) => boolean | Unknown): boolean | Unknown {
  const answers = selectors.map((selector) => (isObject(selector) ? test(selector) : UNKNOWN));
  return anyTrue(answers);
}
