import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewedResource, ProgramError, previewStack, type StackPreview } from "@plinth/engine";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";

const TYPE = "aws-apigateway:index:RestAPI";

/** The class of the SDK, `@pulumi/aws-apigateway` 3.0.0. */
class RestAPI extends pulumi.ComponentResource {
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs, options?: pulumi.ComponentResourceOptions) {
    super(TYPE, name, { url: undefined, ...args }, options, true);
  }
}

function preview(program: () => unknown, unknowns = false): Promise<StackPreview> {
  const config = { "aws:region": "eu-west-1" };
  return previewStack({ project: "shop", stack: "dev", config, program }, { unknowns });
}

function handler(name: string): lambda.Function {
  return new lambda.Function(name, { role: "arn:aws:iam::123456789012:role/f", runtime: "nodejs22.x", handler: "i.h" });
}

/** The first eight digits of a SHA-1 are part of children's names: of `GET/hello` here, and of `get:/` for files. */
const PERMISSION = "api-62a1b306";
const FILES = "api4c238266";

/** Children of the component: type and name of each, in alphabetical order. */
function children({ resources }: StackPreview): string[] {
  const parent = `urn:pulumi:dev::shop::${TYPE}::api`;
  return resources
    .filter((resource) => resource.parent === parent)
    .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)
    .sort();
}

function find({ resources }: StackPreview, type: string, name?: string): PreviewedResource | undefined {
  return resources.find((resource) => resource.type.endsWith(`:${type}`) && (name ?? resource.name) === resource.name);
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly securityDefinitions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function documentOf(result: StackPreview): Document {
  return JSON.parse(String(find(result, "RestApi")?.inputs.body)) as Document;
}

describe("aws-apigateway.RestAPI, offline", () => {
  it("permits API Gateway to invoke the function of a route, and no other path", async () => {
    const result = await preview(() => {
      const eventHandler = handler("hello");
      return { url: new RestAPI("api", { routes: [{ path: "/hello", method: "GET", eventHandler }] }).url };
    });
    const permission = find(result, "Permission");
    const api = find(result, "RestApi");
    const stage = find(result, "Stage");

    assert.deepEqual(children(result), ["Deployment api", `Permission ${PERMISSION}`, "RestApi api", "Stage api"]);
    assert.equal(
      permission?.urn,
      `urn:pulumi:dev::shop::${TYPE}$aws:lambda/permission:Permission::${permission?.name}`,
    );
    assert.equal(permission?.inputs.function, find(result, "Function")?.id);
    assert.equal(permission?.inputs.sourceArn, `${api?.outputs.executionArn}/*/GET/hello`);
    assert.equal(stage?.inputs.stageName, "stage");
    assert.deepEqual(stage?.dependencies.includes(permission?.urn ?? ""), true);
    assert.equal(result.outputs.url, `${stage?.outputs.invokeUrl}/`);
  });

  it("describes the integration and what the route requires in the API's document", async () => {
    const result = await preview(() => {
      const authorizer = {
        authorizerName: "pool",
        parameterName: "Authorization",
        identitySource: ["method.request.header.Authorization"],
        providerARNs: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/p"],
      };
      const route = { path: "orders", method: "ANY", eventHandler: handler("orders") };
      new RestAPI("api", {
        routes: [{ ...route, authorizers: [authorizer], apiKeyRequired: true, iamAuthEnabled: true }],
      });
    });
    const { paths, securityDefinitions } = documentOf(result);
    const operation = paths["/orders"]?.["x-amazon-apigateway-any-method"];
    const arn = find(result, "Function")?.outputs.arn;

    assert.deepEqual(operation?.["x-amazon-apigateway-integration"], {
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      passthroughBehavior: "when_no_match",
      httpMethod: "POST",
      type: "aws_proxy",
    });
    assert.deepEqual(operation?.security, [{ pool: [] }, { api_key: [] }]);
    assert.deepEqual(operation?.["x-amazon-apigateway-auth"], { type: "AWS_IAM" });
    assert.equal(securityDefinitions?.pool?.["x-amazon-apigateway-authtype"], "cognito_user_pools");
    assert.equal(
      find(result, "Permission")?.inputs.sourceArn,
      `${find(result, "RestApi")?.outputs.executionArn}/*/*/orders`,
    );
  });

  it("gives a Lambda authorizer the role that invokes it", async () => {
    const result = await preview(() => {
      const authorizer = {
        ...{ authorizerName: "token", parameterName: "Authorization", parameterLocation: "header" },
        ...{ authType: "oauth2", type: "token", handler: handler("check") },
      };
      new RestAPI("api", {
        routes: [{ path: "/", method: "GET", eventHandler: handler("root"), authorizers: [authorizer] }],
      });
    });
    const role = find(result, "Role", "token-authorizer-role");
    const { securityDefinitions } = documentOf(result);

    assert.deepEqual(securityDefinitions?.token?.["x-amazon-apigateway-authorizer"], {
      type: "token",
      authorizerUri: find(result, "Function", "check")?.outputs.invokeArn,
      authorizerCredentials: role?.outputs.arn,
      identitySource: "",
    });
    assert.deepEqual(
      JSON.parse(String(find(result, "RolePolicy", "token-invocation-policy")?.inputs.policy)).Statement,
      [{ Action: "lambda:InvokeFunction", Effect: "Allow", Resource: find(result, "Function", "check")?.outputs.arn }],
    );
  });

  it("sends requests to a target, with the rest of the path", async () => {
    const result = await preview(() => {
      new RestAPI("api", { routes: [{ path: "/docs", target: { type: "http_proxy", uri: "https://example.com" } }] });
    });
    const { paths } = documentOf(result);
    const uris = Object.entries(paths).map(([path, operations]) => {
      const operation = operations["x-amazon-apigateway-any-method"];
      return [path, (operation?.["x-amazon-apigateway-integration"] as { uri?: string } | undefined)?.uri];
    });

    assert.deepEqual(uris, [
      ["/docs/", "https://example.com/"],
      ["/docs/{proxy+}", "https://example.com/{proxy}"],
    ]);
    assert.deepEqual(children(result), ["Deployment api", "RestApi api", "Stage api"]);
  });

  it("takes the document from data, or whole from a string", async () => {
    const data = { responses: { 200: { description: "fine" } } };
    const routes = await preview(() => new RestAPI("api", { routes: [{ path: "/health", method: "GET", data }] }));
    const whole = await preview(
      () => new RestAPI("api", { swaggerString: JSON.stringify({ swagger: "2.0", paths: {} }) }),
    );

    assert.deepEqual(documentOf(routes).paths["/health"], { get: data });
    assert.deepEqual(documentOf(whole), { swagger: "2.0", paths: {}, info: { title: "api" } });
    assert.equal(find(whole, "RestApi")?.inputs.name, "api");
  });

  it("keeps its routes in a preview, when functions have no ARN and targets no address yet", async () => {
    const result = await preview(() => {
      const eventHandler = handler("hello");
      const uri = pulumi.interpolate`https://${eventHandler.arn}`;
      new RestAPI("api", {
        routes: [
          { path: "/hello", method: "GET", eventHandler },
          { path: "/docs", target: { type: "http_proxy", uri } },
        ],
      });
    }, true);

    assert.deepEqual(children(result), ["Deployment api", `Permission ${PERMISSION}`, "RestApi api", "Stage api"]);
  });

  it("refuses a route that leads nowhere", async () => {
    const error = await preview(() => new RestAPI("api", { routes: [{ path: "/a" }] })).catch((e: unknown) => e);

    assert.ok(error instanceof ProgramError);
    assert.match(error.message, /route \/a has none of eventHandler, localPath, target and data/);
  });
});

describe("Static files of aws-apigateway.RestAPI, offline", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-static-"));
    mkdirSync(join(folder, "images"));
    writeFileSync(join(folder, "index.html"), "<html></html>");
    writeFileSync(join(folder, "images", "logo.svg"), "<svg/>");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are objects of a bucket that a role of API Gateway reads", async () => {
    const result = await preview(() => new RestAPI("api", { routes: [{ path: "/", localPath: folder }] }));
    const { paths } = documentOf(result);

    assert.deepEqual(children(result), [
      "Bucket api",
      `BucketObject ${FILES}/images/logo.svg`,
      `BucketObject ${FILES}/index.html`,
      "Deployment api",
      "RestApi api",
      `Role ${FILES}`,
      `RolePolicyAttachment ${FILES}`,
      "Stage api",
    ]);
    assert.equal(find(result, "BucketObject", `${FILES}/images/logo.svg`)?.inputs.contentType, "image/svg+xml");
    assert.deepEqual(Object.keys(paths), ["/", "/{proxy+}"]);
    assert.equal(find(result, "RolePolicyAttachment")?.inputs.policyArn, "arn:aws:iam::aws:policy/AmazonS3FullAccess");
  });
});
