import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Authorizer } from "./routes";

/** A security definition of OpenAPI 2.0 for API Gateway, by name in {@link SecurityDefinitions}. */
type Definition = Readonly<Record<string, unknown>>;

/** The security definitions of one API; a name stands for one authorizer, whichever routes have it. */
export type SecurityDefinitions = Record<string, Definition>;

const API_KEY: Definition = { type: "apiKey", name: "x-api-key", in: "header" };

/** Requires an API key, and says so in the definitions. */
export function apiKeyRequirement(definitions: SecurityDefinitions): Readonly<Record<string, readonly string[]>> {
  definitions.api_key = API_KEY;
  return { api_key: [] };
}

/** Requires an authorizer, which it defines when it is new: a Lambda authorizer with the role that invokes it. */
export function authorizerRequirement(
  authorizer: Authorizer,
  title: string,
  definitions: SecurityDefinitions,
  parent: pulumi.Resource,
): Readonly<Record<string, readonly string[]>> {
  const name = authorizer.authorizerName ?? `${title}-authorizer-${Object.keys(definitions).length}`;
  definitions[name] ??= authorizer.handler ? lambdaDefinition(name, authorizer, parent) : cognitoDefinition(authorizer);
  return { [name]: authorizer.handler ? [] : (authorizer.methodsToAuthorize ?? []) };
}

function lambdaDefinition(name: string, authorizer: Authorizer, parent: pulumi.Resource): Definition {
  const handler = pulumi.output(authorizer.handler);
  const options = { parent, aliases: [{ parent: pulumi.rootStackResource }] };
  const principal = { Service: ["lambda.amazonaws.com", "apigateway.amazonaws.com"] };
  const role = new iam.Role(
    `${name}-authorizer-role`,
    { assumeRolePolicy: JSON.stringify(iam.assumeRolePolicyForPrincipal(principal)) },
    options,
  );
  const allowed = handler.apply((known) => known?.arn);
  const statement = { Action: "lambda:InvokeFunction", Effect: "Allow", Resource: allowed };
  const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
  new iam.RolePolicy(`${name}-invocation-policy`, { policy, role: role.id }, options);
  return {
    type: "apiKey",
    name: authorizer.parameterName,
    in: authorizer.parameterLocation,
    "x-amazon-apigateway-authtype": authorizer.authType,
    "x-amazon-apigateway-authorizer": {
      type: authorizer.type,
      authorizerUri: handler.apply((known) => known?.invokeArn),
      authorizerCredentials: role.arn,
      identitySource: (authorizer.identitySource ?? []).join(", "),
      identityValidationExpression: authorizer.identityValidationExpression,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    },
  };
}

function cognitoDefinition({ parameterName, identitySource = [], providerARNs = [] }: Authorizer): Definition {
  return {
    type: "apiKey",
    name: parameterName,
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": {
      type: "cognito_user_pools",
      identitySource: identitySource.join(", "),
      providerARNs,
    },
  };
}
