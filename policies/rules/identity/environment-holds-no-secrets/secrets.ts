import { memoizeByEstate } from "../../../core/memoize";
import { type Estate, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, parsedJson } from "../../../core/values";
import { assignmentsIn, decodedScript } from "./scripts";

/**
 * Forms of credentials that are what they are under any name: access keys of AWS, private keys, tokens of code hosts and
 * chats, keys of providers of models, and passwords inside of addresses.
 * Sources (read 2026-11): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids,
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github. See also
 * https://datatracker.ietf.org/doc/html/rfc7468.
 */
const FORMS: readonly RegExp[] = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/,
  /\b(gh[oprsu]|github_pat)_\w{20,}/,
  /\bxox[abprs]-[\w-]{10,}/,
  /\bsk-[\w-]{20,}/,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/${}]{1,64}:[^\s:@/${}]{3,256}@/i,
];

/** What a variable is called that holds a secret: the last words of its name. */
const SECRET_NAME =
  /(^|_)(api_?key|access_?key|secret_?key|secret_?access_?key|private_?key|client_?secret|app_?secret|secret|password|passwd|pwd|passphrase|credentials?|auth_?token|access_?token|bearer_?token|refresh_?token|session_?token|token)$/;

/** Texts that name where a secret is: an ARN, a dynamic reference, a path of Secrets Manager or Parameter Store, a variable. */
const REFERENCE = /^(arn:|\{\{resolve:|\$|ssm:|secretsmanager:|vault:|\/)|^[a-z0-9_.-]+(\/[a-z0-9_.-]+)+$|^https?:\/\//;
/** Texts that are no secret under any name. */
const PLAIN = /^(\d{1,12}|true|false|yes|no|none|null|enabled|disabled)$/i;
/** What an unlettered word under the name of a secret is: the name of one that is kept elsewhere. */
const WORD = /^[a-z]+(-[a-z]+)*$/;

const SECRETS = ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter"];

/** Longest text that is searched. */
const MAX_LENGTH = 100_000;
/** How deep definitions are searched. */
const MAX_DEPTH = 12;

/** Whether a text has the form of a credential, whatever it is called. */
function hasSecretForm(text: string): boolean {
  const searched = text.slice(0, MAX_LENGTH);
  return FORMS.some((form) => form.test(searched));
}

/** Whether a variable, by its name and its value, holds a secret in plain text. */
export function isSecretVariable(name: string, value: unknown, estate: Estate): boolean | Unknown {
  const called = SECRET_NAME.test(snakeCase(name));
  if (value === UNKNOWN) return called ? UNKNOWN : false;
  if (typeof value !== "string" || value === "") return false;
  if (hasSecretForm(value)) return true;
  if (!called || REFERENCE.test(value) || PLAIN.test(value)) return false;
  return !WORD.test(value) && !secretNames(estate).has(value);
}

/**
 * Whether a value of variables holds a secret: a map by names, a list of names with values, or a text, which is read as
 * JSON if it is that.
 */
export function holdsSecret(value: unknown, estate: Estate, depth = 0): boolean | Unknown {
  if (value === UNKNOWN) return UNKNOWN;
  if (depth > MAX_DEPTH) return false;
  if (typeof value === "string") return textHoldsSecret(value, estate, depth);
  if (Array.isArray(value)) return anyTrue(value.map((member) => holdsSecret(member, estate, depth + 1)));
  if (!isObject(value)) return false;
  const name = value.name ?? value.key ?? value.Name ?? value.parameterKey;
  const given = value.value ?? value.Value ?? value.parameterValue;
  // A variable that refers to a secret names its kind: CodeBuild's PARAMETER_STORE and SECRETS_MANAGER.
  if (typeof name === "string" && given !== undefined) {
    return typeof value.type === "string" && /PARAMETER_STORE|SECRETS_MANAGER/.test(value.type)
      ? false
      : isSecretVariable(name, given, estate);
  }
  return anyTrue(
    Object.entries(value).map(([key, member]) =>
      typeof member === "string" || member === UNKNOWN
        ? isSecretVariable(key, member, estate)
        : holdsSecret(member, estate, depth + 1),
    ),
  );
}

function textHoldsSecret(text: string, estate: Estate, depth: number): boolean | Unknown {
  if (/^\s*[[{]/.test(text)) {
    const json = parsedJson(text);
    if (json !== undefined && typeof json !== "string") return holdsSecret(json, estate, depth + 1);
  }
  const script = decodedScript(text) ?? text;
  return (
    hasSecretForm(script) ||
    assignmentsIn(script).some(([name, value]) => isSecretVariable(name, value, estate) === true)
  );
}

/** `dbPassword`, `DB-PASSWORD` and `--db.password` as `db_password`. */
function snakeCase(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .toLowerCase();
}

/** Names and ids of the secrets and parameters that the run manages. */
const secretNames = memoizeByEstate(
  (estate) => new Set<unknown>(estate.ofType(...SECRETS).flatMap(({ id, props }) => [id, props.name, props.arn])),
);
