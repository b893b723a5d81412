import type * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";

/** A route of `aws-apigateway.RestAPI`: `eventHandler`, `localPath`, `target` or `data` says where it leads. */
export interface Route {
  readonly path: string;
  readonly method?: string;
  readonly eventHandler?: pulumi.Input<lambda.Function>;
  readonly localPath?: string;
  readonly contentType?: string;
  /** Name of the file for the folder itself; `false` for none. Default: `index.html`. */
  readonly index?: string | boolean;
  readonly target?: pulumi.Input<Target>;
  /** An operation of OpenAPI 2.0, taken as it is. */
  readonly data?: unknown;
  readonly authorizers?: Authorizer | readonly Authorizer[];
  readonly requiredParameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestValidator?: string;
  readonly apiKeyRequired?: boolean;
  readonly iamAuthEnabled?: boolean;
}

/** Where a proxy route sends requests. */
export interface Target {
  readonly uri?: pulumi.Input<string>;
  readonly type?: pulumi.Input<string>;
  readonly connectionType?: pulumi.Input<string>;
  readonly connectionId?: pulumi.Input<string>;
  readonly passthroughBehavior?: pulumi.Input<string>;
}

/** A Lambda authorizer if it has a handler, one of Cognito otherwise. */
export interface Authorizer {
  readonly authorizerName?: string;
  readonly parameterName: string;
  readonly parameterLocation?: string;
  readonly authType?: string;
  readonly type?: string;
  readonly handler?: pulumi.Input<lambda.Function>;
  readonly identitySource?: readonly string[];
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly providerARNs?: readonly pulumi.Input<string>[];
  readonly methodsToAuthorize?: readonly string[];
}

/** The key of an operation that answers every method. */
export const ANY_METHOD = "x-amazon-apigateway-any-method";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/**
 * The key of a method's operation below its path.
 * @throws Error if there is no such method.
 */
export function operationKey(method = ""): string {
  const lower = method.toLowerCase();
  if (lower === "any") return ANY_METHOD;
  if (METHODS.includes(lower)) return lower;
  throw new Error(`method "${method}" of a route is none of ANY, ${METHODS.join(", ").toUpperCase()}`);
}
