import * as aws from "@pulumi/aws/getRegion";
import type * as lambda from "@pulumi/aws/lambda";
import type * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "./routes";
import type { StaticFiles } from "./static-files";

/** An operation of OpenAPI 2.0 with API Gateway's extensions; outputs within are resolved with the document. */
export type Operation = Record<string, unknown>;

/** Hands the request to a Lambda function as it is. */
export function lambdaOperation(handler: pulumi.Input<lambda.Function>, parent: pulumi.Resource): Operation {
  const arn = pulumi.output(handler).apply((known) => known.arn);
  return {
    "x-amazon-apigateway-integration": {
      uri: pulumi.interpolate`arn:aws:apigateway:${regionOf(parent)}:lambda:path/2015-03-31/functions/${arn}/invocations`,
      passthroughBehavior: "when_no_match",
      httpMethod: "POST",
      type: "aws_proxy",
    },
  };
}

/** Reads an object of a bucket; of a folder, the object that the path's rest names. */
export function objectOperation(
  { role }: StaticFiles,
  key: string,
  bucket: pulumi.Input<s3.Bucket>,
  isFolder: boolean,
  parent: pulumi.Resource,
): Operation {
  const bucketName = pulumi.output(bucket).apply((known) => known.bucket);
  const object = isFolder ? `${key}/{proxy}` : key;
  const header = (spelling: string) => [
    `method.response.header.${spelling}`,
    `integration.response.header.${spelling}`,
  ];
  const spellings = ["Content-Type", "content-type"];
  return {
    responses: {
      "200": {
        description: "200 response",
        schema: { type: "object" },
        headers: Object.fromEntries(spellings.map((spelling) => [spelling, { type: "string" }])),
      },
      "400": { description: "400 response" },
      "500": { description: "500 response" },
    },
    ...(isFolder && PROXY_PARAMETER),
    "x-amazon-apigateway-integration": {
      credentials: role.arn,
      uri: pulumi.interpolate`arn:aws:apigateway:${regionOf(parent)}:s3:path/${bucketName}/${object}`,
      passthroughBehavior: "when_no_match",
      httpMethod: "GET",
      type: "aws",
      responses: {
        "4\\d{2}": { statusCode: "400" },
        default: { statusCode: "200", responseParameters: Object.fromEntries(spellings.map(header)) },
        "5\\d{2}": { statusCode: "500" },
      },
      ...(isFolder && PROXY_REQUEST),
    },
  };
}

/** Sends requests on; with `rest`, to the path below the target that the request's path names. */
export function targetOperation(target: pulumi.Input<Target>, rest: boolean): Operation {
  const known = pulumi.output(target);
  return {
    ...(rest && PROXY_PARAMETER),
    "x-amazon-apigateway-integration": {
      responses: { default: { statusCode: "200" } },
      uri: known.apply(({ uri = "" }) => `${uri}${uri.endsWith("/") ? "" : "/"}${rest ? "{proxy}" : ""}`),
      type: known.apply(({ type }) => type ?? "http_proxy"),
      connectionType: known.apply(({ connectionType }) => connectionType),
      connectionId: known.apply(({ connectionId }) => connectionId),
      passthroughBehavior: known.apply(({ passthroughBehavior }) => passthroughBehavior ?? "when_no_match"),
      httpMethod: "ANY",
      ...(rest && PROXY_REQUEST),
    },
  };
}

const PROXY_PARAMETER = { parameters: [{ name: "proxy", in: "path", required: true, type: "string" }] };
const PROXY_REQUEST = { requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" } };

function regionOf(parent: pulumi.Resource): pulumi.Output<string> {
  return aws.getRegionOutput({}, { parent }).region;
}
