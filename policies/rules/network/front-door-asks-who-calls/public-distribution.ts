import { dependenciesOf } from "../../../core/dependencies";
import { isEmpty } from "../../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, listOf, type PlainObject, textOf, valuesAt } from "../../../core/values";

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";

/**
 * Whether a distribution lends itself to everybody: it signs requests to a function's URL with its own credentials, or
 * reaches into a VPC, and asks nobody for a signed URL or cookie. Origins that are on the internet themselves are judged
 * themselves.
 */
export function isPublicDistribution(distribution: ResourceRecord, estate: Estate): boolean | Unknown {
  const origins = valuesAt(distribution.props, "origins[]");
  const behaviours = ["defaultCacheBehavior", "orderedCacheBehaviors[]"].flatMap((at) =>
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
  if (!isEmpty(origin.vpcOriginConfig)) return true;
  if (isEmpty(origin.originAccessControlId)) return false;
  if (origin.domainName !== UNKNOWN) return textOf(origin.domainName).includes(".lambda-url.");
  return dependenciesOf(distribution, "origins", [FUNCTION_URL], estate).length > 0 ? UNKNOWN : false;
}

function serves(behaviour: unknown, origin: unknown): boolean {
  const target = isObject(behaviour) ? behaviour.targetOriginId : UNKNOWN;
  const id = isObject(origin) ? origin.originId : UNKNOWN;
  return target === id || target === UNKNOWN || id === UNKNOWN;
}

/** What a function at the edge asks cannot be seen. */
function requiresSignature(behaviour: unknown): boolean | Unknown {
  if (!isObject(behaviour)) return UNKNOWN;
  if (!isEmpty(behaviour.trustedKeyGroups) || !isEmpty(behaviour.trustedSigners)) return true;
  const edge = [...listOf(behaviour.lambdaFunctionAssociations), ...listOf(behaviour.functionAssociations)];
  return edge.some((one) => one === UNKNOWN || (isObject(one) && one.eventType === "viewer-request")) ? UNKNOWN : false;
}
