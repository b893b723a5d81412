import type * as lambda from "@pulumi/aws/lambda";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { apiKeyRequirement, authorizerRequirement, type SecurityDefinitions } from "./authorizers";
import { lambdaOperation, type Operation, objectOperation, targetOperation } from "./operations";
import { ANY_METHOD, operationKey, type Route } from "./routes";
import { addStaticFiles } from "./static-files";

/** What the document of an API says beside its routes. */
export interface ApiSettings {
  readonly requestValidator?: string;
  readonly apiKeySource?: string;
  readonly binaryMediaTypes: pulumi.Input<pulumi.Input<string>[]>;
  readonly gatewayResponses?: pulumi.Input<Readonly<Record<string, unknown>>>;
  readonly staticRoutesBucket?: pulumi.Input<s3.Bucket>;
}

/** A function that API Gateway has to be permitted to invoke. */
interface Invoked {
  readonly handler: pulumi.Input<lambda.Function>;
  readonly method: string;
  readonly path: string;
}

interface Draft {
  readonly name: string;
  readonly settings: ApiSettings;
  readonly parent: pulumi.Resource;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly securityDefinitions: SecurityDefinitions;
  readonly invoked: Map<string, Invoked>;
  bucket?: pulumi.Input<s3.Bucket>;
}

/** The document in OpenAPI 2.0 that a list of routes makes, and the functions that they invoke. */
export function documentOf(name: string, routes: readonly Route[], settings: ApiSettings, parent: pulumi.Resource) {
  const securityDefinitions: SecurityDefinitions = {};
  const draft: Draft = { name, settings, parent, paths: {}, securityDefinitions, invoked: new Map() };
  for (const route of routes) addRoute(draft, { ...route, path: rooted(route.path) });
  const { requestValidator: validator } = settings;
  const body = pulumi.jsonStringify({
    swagger: "2.0",
    info: { title: name, version: "1.0" },
    paths: draft.paths,
    "x-amazon-apigateway-binary-media-types": settings.binaryMediaTypes,
    "x-amazon-apigateway-gateway-responses": pulumi
      .output(settings.gatewayResponses)
      .apply((given) => ({ MISSING_AUTHENTICATION_TOKEN: NOT_FOUND, ACCESS_DENIED: NOT_FOUND, ...given })),
    "x-amazon-apigateway-api-key-source": settings.apiKeySource ?? "HEADER",
    ...(validator && { ...VALIDATORS, "x-amazon-apigateway-request-validator": validator }),
    ...(Object.keys(securityDefinitions).length > 0 && { securityDefinitions }),
  });
  return { body, invoked: [...draft.invoked.values()] };
}

const NOT_FOUND = { statusCode: 404, responseTemplates: { "application/json": '{"message": "404 Not found" }' } };

const VALIDATORS = {
  "x-amazon-apigateway-request-validators": {
    ALL: { validateRequestBody: true, validateRequestParameters: true },
    BODY_ONLY: { validateRequestBody: true, validateRequestParameters: false },
    PARAMS_ONLY: { validateRequestBody: false, validateRequestParameters: true },
  },
};

/** @throws Error if the route leads nowhere. */
function addRoute(draft: Draft, route: Route): void {
  const { eventHandler: handler, localPath, target, data, path } = route;
  if (handler !== undefined) {
    const method = operationKey(route.method);
    addOperation(draft, route, path, method, lambdaOperation(handler, draft.parent));
    draft.invoked.set(`${method} ${path}`, { handler, path, method: route.method === "ANY" ? "*" : `${route.method}` });
  } else if (localPath !== undefined) {
    addFileRoute(draft, { ...route, localPath });
  } else if (target !== undefined) {
    const folder = path.endsWith("/") ? path : `${path}/`;
    addOperation(draft, route, folder, ANY_METHOD, targetOperation(target, false));
    addOperation(draft, route, `${folder}{proxy+}`, ANY_METHOD, targetOperation(target, true));
  } else if (data !== undefined) {
    setOperation(draft, path, operationKey(route.method), data as Operation);
  } else {
    throw new Error(`route ${path} has none of eventHandler, localPath, target and data`);
  }
}

function addFileRoute(draft: Draft, route: Route & { readonly localPath: string }): void {
  const { name, parent, settings } = draft;
  const bucketName = name.toLowerCase().replace(/[^a-z0-9-]/g, "");
  draft.bucket ??= settings.staticRoutesBucket ?? new s3.Bucket(bucketName, {}, { parent });
  const { bucket } = draft;
  const files = addStaticFiles(name, route, bucket, parent);
  const operation = (key: string, isFolder: boolean) => objectOperation(files, key, bucket, isFolder, parent);
  if (!files.isFolder) {
    addOperation(draft, route, route.path, "get", operation(files.key, false));
    return;
  }
  if (files.indexKey) addOperation(draft, route, files.folderPath, "get", operation(files.indexKey, false));
  addOperation(draft, route, `${files.folderPath}{proxy+}`, ANY_METHOD, operation(files.key, true));
}

/** Adds an operation with what the route requires of requests. */
function addOperation(draft: Draft, route: Route, path: string, method: string, operation: Operation): void {
  const { authorizers = [], requiredParameters = [], requestValidator } = route;
  const listed = Array.isArray(authorizers) ? authorizers : [authorizers];
  const security = [
    ...listed.map((one) => authorizerRequirement(one, draft.name, draft.securityDefinitions, draft.parent)),
    ...(route.apiKeyRequired ? [apiKeyRequirement(draft.securityDefinitions)] : []),
  ];
  const own = (operation.parameters ?? []) as readonly object[];
  const parameters = [...own, ...requiredParameters.map((parameter) => ({ ...parameter, required: true }))];
  setOperation(draft, path, method, {
    ...operation,
    ...(security.length > 0 && { security }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestValidator && { "x-amazon-apigateway-request-validator": requestValidator }),
    ...(route.iamAuthEnabled && { "x-amazon-apigateway-auth": { type: "AWS_IAM" } }),
  });
}

function setOperation({ paths }: Draft, path: string, method: string, operation: Operation): void {
  paths[path] = { ...paths[path], [method]: operation };
}

function rooted(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
