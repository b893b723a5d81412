import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { allHold, type Context } from "./conditions";
import { readDocument, type Statement } from "./document";
import { actionMatches } from "./evaluate";
import { contextsFor } from "./request-contexts";

const TAG_SESSION = "sts:TagSession";
/** A value that no policy names. */
const OTHER_VALUE = "plinth-other";

/** The trust policy's document, wherever a role type keeps it. */
export function trustDocument({ props }: ResourceRecord) {
  return readDocument(props.assumeRolePolicy ?? props.assumeRolePolicyDocument);
}

/**
 * Whether a caller who takes on the role may choose the value of a tag of the session, which then counts in place of the
 * role's own tag. Services are left out: they set tags of their own, and their callers choose none.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html (read 2026-11).
 */
export function mayChooseTag(role: ResourceRecord, key: string): boolean {
  const document = trustDocument(role);
  if (document === undefined || document === UNKNOWN) return false;
  const applicable = document.filter(({ actions }) => actionMatches(actions, TAG_SESSION) === true);
  const allows = applicable.filter((statement) => statement.effect === "Allow" && trustsCallers(statement));
  if (allows.length === 0) return false;
  const denies = applicable.filter(({ effect }) => effect === "Deny");
  return allows.some((statement) => isMet(statement, denies, key));
}

function trustsCallers({ principals }: Statement): boolean {
  return (
    principals === undefined || principals.negated || [...principals.byKind.keys()].some((kind) => kind !== "Service")
  );
}

/** Whether a request that sets the tag meets a statement and no deny. */
function isMet({ conditions }: Statement, denies: readonly Statement[], key: string): boolean {
  const tag = `aws:requesttag/${key.toLowerCase()}`;
  const named = conditions.filter((condition) => condition.key === tag).flatMap(({ values }) => values);
  const keys = conditions.filter((condition) => condition.key === "aws:tagkeys").flatMap(({ values }) => values);
  const spelt = keys.find((value) => typeof value === "string" && value.toLowerCase() === key.toLowerCase());
  return [OTHER_VALUE, ...named.filter((value) => value !== UNKNOWN)].some((value) => {
    const facts: Context = new Map([
      [tag, [value]],
      ["aws:tagkeys", [typeof spelt === "string" ? spelt : key]],
    ]);
    const contexts = contextsFor([...conditions, ...denies.flatMap((deny) => deny.conditions)], facts);
    if (contexts === UNKNOWN) return true;
    for (const context of contexts) {
      if (allHold(conditions, context) !== true) continue;
      if (!denies.some((deny) => allHold(deny.conditions, context) === true)) return true;
    }
    return false;
  });
}
