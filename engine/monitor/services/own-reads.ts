import type { Values } from "../../simulation";
import type { ResourceState } from "../deployment";

/**
 * The result of a function that looks up a resource which this stack makes, such as the VPC of a subnet that has just been
 * made: AWS would answer with what was made, where both have the same member. Undefined for what lies outside of the stack.
 * @param result What the provider answers that does not know the stack.
 */
export function readOwn(
  resources: Iterable<ResourceState>,
  token: string,
  args: Values,
  result: Values,
): Values | undefined {
  const read = /^(.*[:/])get([A-Z]\w*):get\2$/.exec(token);
  if (!read) return undefined;
  const [, location = "", className = ""] = read;
  const name = className.charAt(0).toLowerCase() + className.slice(1);
  const asked = ["id", "arn", `${name}Id`, `${name}Arn`].map((argument) => args[argument]).filter(isScalar);
  if (asked.length === 0) return undefined;
  for (const { type, id, outputs } of resources) {
    if (type !== `${location}${name}:${className}` || ![id, outputs.arn].some((key) => asked.includes(key))) continue;
    const shared = Object.entries(outputs).filter(([member, value]) => member in result && isScalar(value));
    return { ...result, ...Object.fromEntries(shared) };
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
