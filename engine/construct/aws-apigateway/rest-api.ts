import * as apigateway from "@pulumi/aws/apigateway";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { hashOf } from "../hash";
import { created } from "../known-arguments";
import { type ApiSettings, documentOf } from "./document";
import type { Route } from "./routes";

/** Arguments of `aws-apigateway.RestAPI` 3.0. */
export interface RestAPIArgs extends Omit<ApiSettings, "binaryMediaTypes"> {
  readonly routes?: readonly Route[];
  /** A whole document in place of routes. */
  readonly swaggerString?: pulumi.Input<string>;
  /** Default: `stage`. */
  readonly stageName?: pulumi.Input<string>;
  /** Default: all media types. */
  readonly binaryMediaTypes?: pulumi.Input<pulumi.Input<string>[]>;
  readonly description?: pulumi.Input<string>;
  readonly disableExecuteApiEndpoint?: pulumi.Input<boolean>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const OUTPUTS = ["api", "deployment", "stage", "url"] as const;

/**
 * The children of `aws-apigateway.RestAPI`: the API, its deployment and stage, a permission for each function, and for
 * static files a bucket, its objects and a role.
 *
 * After `provider/cmd/pulumi-resource-aws-apigateway/apigateway/api.ts` of pulumi/pulumi-aws-apigateway (1.0 to 2.x, for
 * `@pulumi/aws` up to 6) and the SDK of version 3.0.0, which is for `@pulumi/aws` 7. There a deployment has neither the name
 * of a stage nor an address: permissions name the API's `executionArn` and the URL is the stage's, as in pulumi/pulumi-awsx
 * 3 (https://github.com/pulumi/pulumi-awsx/issues/1884, read 2026-11). A program with an older version gets the children of
 * this one.
 */
export class RestAPI extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: RestAPIArgs, options: pulumi.ComponentResourceOptions) {
    super("aws-apigateway:index:RestAPI", name, args, options);
    // In a preview, an output within a route may be unknown, which hides no route.
    const outputs = created(args, ["routes"], OUTPUTS, (known) => this.create(name, known));
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }

  private create(name: string, args: RestAPIArgs) {
    const binaryMediaTypes = args.binaryMediaTypes ?? ["*/*"];
    const { title, body, invoked } = this.describe(name, { ...args, binaryMediaTypes });
    const { description, disableExecuteApiEndpoint, tags, apiKeySource, stageName = "stage" } = args;
    const api = new apigateway.RestApi(
      name,
      { name: title, binaryMediaTypes, body, apiKeySource, description, disableExecuteApiEndpoint, tags },
      { parent: this },
    );
    const version = pulumi
      .jsonStringify([body, api.apiKeySource, api.binaryMediaTypes, api.endpointConfiguration, api.policy])
      .apply(hashOf);
    const deployment = new apigateway.Deployment(name, { restApi: api, variables: { version } }, { parent: this });
    const permissions = invoked.map(({ handler, method, path }) => {
      const sourceArn = pulumi.interpolate`${api.executionArn}/*/${method}${path}`;
      return new lambda.Permission(
        `${name}-${hashOf(`${method}${path}`)}`,
        { action: "lambda:invokeFunction", function: handler, principal: "apigateway.amazonaws.com", sourceArn },
        { parent: this },
      );
    });
    const stage = new apigateway.Stage(
      name,
      { restApi: api, deployment, stageName },
      { parent: this, dependsOn: permissions },
    );
    return { api, deployment, stage, url: pulumi.interpolate`${stage.invokeUrl}/` };
  }

  /** @throws Error if there are neither routes nor a document. */
  private describe(name: string, { routes, ...args }: ApiSettings & RestAPIArgs) {
    if (args.swaggerString) {
      const document = pulumi.output(args.swaggerString).apply((text) => {
        const given = JSON.parse(text) as { info?: { title?: string } };
        return { ...given, info: { ...given.info, title: given.info?.title ?? name } };
      });
      return { title: document.apply(({ info }) => info.title), body: document.apply(JSON.stringify), invoked: [] };
    }
    if (!routes) throw new Error("aws-apigateway.RestAPI needs routes or a swaggerString");
    return { title: name, ...documentOf(name, routes, args, this) };
  }
}
