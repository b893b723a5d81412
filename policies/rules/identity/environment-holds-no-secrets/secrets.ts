import { memoizeByEstate } from "../../../core/memoize";
import { type Estate, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, parsedJson } from "../../../core/values";

/**
 * Forms of credentials that are what they are under any name: access keys of AWS, private keys, tokens of code hosts, model
 * hubs and chats, keys of providers of models, headers that authorize, and passwords inside of addresses.
 * Sources (read 2026-11): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids,
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github,
 * https://docs.gitlab.com/security/tokens/, https://huggingface.co/docs/hub/security-tokens. See also
 * https://datatracker.ietf.org/doc/html/rfc7468.
 */
const FORMS: readonly RegExp[] = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/,
  /\b(gh[oprsu]|github_pat)_\w{20,}/,
  /\bglpat-[\w-]{20,}/,
  /\bhf_[A-Za-z]{30,}/,
  /\bxox[abprs]-[\w-]{10,}/,
  /\bsk-[\w-]{20,}/,
  /\b(Bearer|Basic) (?=\S*\d)[\w+/.=-]{20,}/,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/${}]{1,64}:[^\s:@/${}]{3,256}@/i,
];

/** What a variable is called that holds a secret: the last words of its name, or what it ends in, as `PGPASSWORD` does. */
const SECRET_NAME =
  /(password|passwd|passphrase|apikey)$|(^|_)(api_?key|access_?key|secret_?key|secret_?access_?key|private_?key|client_?secret|app_?secret|secret|pwd|credentials?|auth_?token|access_?token|bearer_?token|refresh_?token|session_?token|token)$/;

/**
 * Texts that name where a secret is: an ARN, a dynamic reference, a path of Secrets Manager or Parameter Store, a variable
 * (`os.environ/NAME` in LiteLLM's configuration), an expression of a workflow.
 */
const REFERENCE =
  /^(arn:|os\.environ\/|\{\{resolve:|\{%|\$|ssm:|secretsmanager:|vault:|\/)|^[a-z0-9_.-]+(\/[a-z0-9_.-]+)+$|^https?:\/\//;
/** Texts that are no secret under any name. */
const PLAIN = /^(\d{1,12}|true|false|yes|no|none|null|enabled|disabled)$/i;
/** What an unlettered word under the name of a secret is: the name of one that is kept elsewhere. */
const WORD = /^[a-z]+(-[a-z]+)*$/;

/** `NAME=value` and `name: value`, as scripts, command lines, properties and YAML write them. */
const ASSIGNMENT = /(?:^|[\s;&])-{0,2}([A-Za-z][\w.-]{0,63})(?:=|:[ \t]+)["']?([^\s"';&|]{4,256})/gm;
/** The name of an option, whose value is the next argument. */
const OPTION = /^--?([A-Za-z][\w.-]{0,63})$/;
/** What a program computes: a name without a digit, an attribute, a call, a substitution; and what stands in for a value. */
const COMPUTED = /^[A-Za-z_-]+$|^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+[,)]*$|[()[\]{}`]|^[$%<!*]/;
/** A text in Base64, as user data and the content of objects may be. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4}){6,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const SECRETS = ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter"];

/** Longest text that is searched. */
const MAX_LENGTH = 100_000;
/** How deep definitions are searched. */
const MAX_DEPTH = 12;

/** Whether a variable, by its name and its value, holds a secret in plain text. */
export function isSecretVariable(name: string, value: unknown, estate: Estate): boolean | Unknown {
  const called = SECRET_NAME.test(snakeCase(name));
  if (value === UNKNOWN) return called ? UNKNOWN : false;
  if (typeof value !== "string" || value === "") return false;
  if (textHoldsSecret(value, estate) === true) return true;
  return called && isSecretText(value, estate);
}

/** Whether what stands under the name of a secret is one, and not where it is kept. */
function isSecretText(value: string, estate: Estate): boolean {
  return !REFERENCE.test(value) && !PLAIN.test(value) && !WORD.test(value) && !secretNames(estate).has(value);
}

/**
 * Whether a value of variables holds a secret: a map by names, a list of names with values, or a text, which is read as
 * JSON if it is that.
 */
export function holdsSecret(value: unknown, estate: Estate, depth = 0): boolean | Unknown {
  if (value === UNKNOWN) return UNKNOWN;
  if (depth > MAX_DEPTH) return false;
  if (typeof value === "string") return textHoldsSecret(value, estate, depth);
  if (Array.isArray(value)) {
    return anyTrue([
      ...value.map((member) => holdsSecret(member, estate, depth + 1)),
      optionsHoldSecret(value, estate),
    ]);
  }
  if (!isObject(value)) return false;
  const name = value.name ?? value.key ?? value.Name ?? value.parameterKey;
  const given = value.value ?? value.Value ?? value.parameterValue;
  // A variable that refers to a secret names its kind: CodeBuild's PARAMETER_STORE and SECRETS_MANAGER.
  if (typeof name === "string" && given !== undefined) {
    return typeof value.type === "string" && /PARAMETER_STORE|SECRETS_MANAGER/.test(value.type)
      ? false
      : isSecretVariable(name, given, estate);
  }
  return anyTrue(Object.entries(value).map(([key, member]) => memberHoldsSecret(key, member, estate, depth)));
}

/** What stands under a name: a value, an object, or a list of values, as a header has. */
function memberHoldsSecret(name: string, member: unknown, estate: Estate, depth: number): boolean | Unknown {
  if (typeof member === "string" || member === UNKNOWN) return isSecretVariable(name, member, estate);
  if (!Array.isArray(member)) return holdsSecret(member, estate, depth + 1);
  const values = member.map((one) => (typeof one === "string" ? isSecretVariable(name, one, estate) : false));
  return anyTrue([...values, holdsSecret(member, estate, depth + 1)]);
}

/** Whether an option of a command has a secret for its value: `["--db-password", "…"]`. */
function optionsHoldSecret(command: readonly unknown[], estate: Estate): boolean | Unknown {
  return anyTrue(
    command.map((argument, i) => {
      const [, name] = (typeof argument === "string" && OPTION.exec(argument)) || [];
      const value = command[i + 1];
      const isOption = typeof value === "string" && value.startsWith("-");
      return name !== undefined && !isOption && isSecretVariable(name, value, estate);
    }),
  );
}

function textHoldsSecret(text: string, estate: Estate, depth = 0): boolean | Unknown {
  if (depth > MAX_DEPTH) return false;
  if (/^\s*[[{]/.test(text)) {
    const json = parsedJson(text);
    if (json !== undefined && typeof json !== "string") return holdsSecret(json, estate, depth + 1);
  }
  const searched = text.slice(0, MAX_LENGTH);
  if (FORMS.some((form) => form.test(searched))) return true;
  if (BASE64.test(searched)) {
    const decoded = Buffer.from(searched, "base64").toString();
    return !decoded.includes("\uFFFD") && textHoldsSecret(decoded, estate, depth + 1);
  }
  return [...searched.matchAll(ASSIGNMENT)].some(
    ([, name = "", value = ""]) =>
      SECRET_NAME.test(snakeCase(name)) && isSecretText(value, estate) && !COMPUTED.test(value),
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
