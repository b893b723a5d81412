import { dependenciesOf } from "../../../core/dependencies";
import { isEmpty } from "../../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, listOf, type PlainObject, textOf, valueAt, valuesAt } from "../../../core/values";
import { BUCKETS } from "../../../readers/data/buckets";
import { bucketsByName } from "../../../readers/data/flows";
import { classificationOf } from "../../../readers/resource/tags";

export const DISTRIBUTIONS: readonly string[] = [
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
];
const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";

/**
 * Whether a distribution lends itself to everybody: it signs requests to a function's URL, or to a bucket of data that is not
 * public, with its own credentials, or reaches into a VPC, and asks nobody for a signed URL or cookie. Origins that are on
 * the internet themselves are judged themselves.
 */
export function isPublicDistribution(distribution: ResourceRecord, estate: Estate): boolean | Unknown {
  const origins = valuesAt(distribution.props, "origins[]");
  const behaviours = ["defaultCacheBehavior", "orderedCacheBehaviors[]", "cacheBehaviors[]"].flatMap((at) =>
    valuesAt(distribution.props, at),
  );
  const answers = origins.map((origin): boolean | Unknown => {
    const grants = isObject(origin) ? grantsAccessTo(origin, distribution, estate) : UNKNOWN;
    if (grants === false) return false;
    const served = behaviours.filter((behaviour) => serves(behaviour, origin));
    const signatures = served.map(requiresSignature);
    if (served.length > 0 && signatures.every((answer) => answer === true)) return false;
    return grants === UNKNOWN || !signatures.includes(false) ? UNKNOWN : true;
  });
  return anyTrue(answers);
}

function grantsAccessTo(origin: PlainObject, distribution: ResourceRecord, estate: Estate): boolean | Unknown {
  if (!isEmpty(origin.vpcOriginConfig) || !isEmpty(origin.vpcOriginConfigs)) return true;
  if (isEmpty(origin.originAccessControlId)) {
    return isEmpty(valueAt(origin, "s3OriginConfig.originAccessIdentity"))
      ? false
      : holdsMore(origin, distribution, estate);
  }
  if (textOf(origin.domainName).includes(".lambda-url.")) return true;
  const hasFunction =
    origin.domainName === UNKNOWN && dependenciesOf(distribution, "origins", [FUNCTION_URL], estate).length > 0;
  return hasFunction ? UNKNOWN : holdsMore(origin, distribution, estate);
}

/** Whether the bucket behind an origin holds more than public data; one of another stack is judged there. */
function holdsMore(origin: PlainObject, distribution: ResourceRecord, estate: Estate): boolean | Unknown {
  const [, name] = /^([^/]+)\.s3[.-][a-z0-9.-]*amazonaws\.com/.exec(textOf(origin.domainName)) ?? [];
  const named = name === undefined ? [] : (bucketsByName(estate).get(name) ?? []);
  // A domain name that is not known yet is that of a bucket that the origins depend on.
  const buckets = origin.domainName === UNKNOWN ? dependenciesOf(distribution, "origins", BUCKETS, estate) : named;
  const answers = buckets.map((bucket): boolean | Unknown => {
    const level = classificationOf(bucket, estate.standard);
    return level === UNKNOWN ? UNKNOWN : level !== undefined && level !== "public";
  });
  if (answers.every((answer) => answer === answers[0])) return answers[0] ?? false;
  return UNKNOWN;
}

function serves(behaviour: unknown, origin: unknown): boolean {
  const target = isObject(behaviour) ? behaviour.targetOriginId : UNKNOWN;
  const id = isObject(origin) ? (origin.originId ?? origin.id) : UNKNOWN;
  return target === id || target === UNKNOWN || id === UNKNOWN;
}

/** What a function at the edge asks cannot be seen. */
function requiresSignature(behaviour: unknown): boolean | Unknown {
  if (!isObject(behaviour)) return UNKNOWN;
  const { trustedKeyGroups: groups } = behaviour;
  const asks = !isEmpty(groups) && !(isObject(groups) && groups.enabled !== true);
  if (asks || !isEmpty(behaviour.trustedSigners)) return true;
  const edge = [...listOf(behaviour.lambdaFunctionAssociations), ...listOf(behaviour.functionAssociations)];
  return edge.some((one) => one === UNKNOWN || (isObject(one) && one.eventType === "viewer-request")) ? UNKNOWN : false;
}
