import { KUBERNETES_VARIABLES, variablePathsOfManifest } from "../../core/containers/kubernetes";
import { pathsOf, typesWith } from "./type-facts";

/** Headers that AWS adds to requests are shared with what receives them, and parameters of databases have no such names. */
const OTHERWISE = /^aws:(cloudfront|wafv2|rds|neptune|docdb|dax|elasticache|memorydb|redshift|lb|alb)\//;

/** Types with variables, parameters or commands in plain text, in AWS and on a cluster of Kubernetes. */
export const TYPES_WITH_VARIABLES: readonly string[] = [
  ...typesWith("environment").filter((type) => type.startsWith("aws:") && !OTHERWISE.test(type)),
  ...KUBERNETES_VARIABLES,
];

/** Where a type has them. A list is named as a whole: an option of a command and its value are two members. */
export function variablePathsOf(type: string): readonly string[] {
  if (KUBERNETES_VARIABLES.includes(type)) return variablePathsOfManifest(type);
  return pathsOf(type, "environment").map((path) => path.replace(/\[\]$/, ""));
}
