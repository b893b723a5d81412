import * as apigateway from "@pulumi/aws/apigateway";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type ApiSettings, documentOf } from "./document";
import { hashOf, type Route } from "./routes";

/** Arguments of `aws-apigateway.RestAPI` 3.0. */
export interface RestAPIArgs extends Omit<ApiSettings, "binaryMediaTypes"> {
  readonly routes?: readonly Route[] | pulumi.Output<readonly Route[]>;
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

/**
 * The children of `aws-apigateway.RestAPI`: the API, its deployment and stage, a permission for each function, and for
 * static files a bucket, its objects and a role.
 *
 * After `provider/cmd/pulumi-resource-aws-apigateway/apigateway/api.ts` of pulumi/pulumi-aws-apigateway (1.0 to 2.x, for
 * `@pulumi/aws` up to 6) and the SDK of version 3.0.0, which is for `@pulumi/aws` 7. There a deployment has neither the name
 * of a stage nor an address: permissions name the API's `executionArn` and the URL is the stage's, as in pulumi/pulumi-awsx
 * 3 (https://github.com/pulumi/pulumi-awsx/issues/1884, read 2026-11).
 */
export class RestAPI extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: RestAPIArgs, options: pulumi.ComponentResourceOptions) {
    super("aws-apigateway:index:RestAPI", name, args, options);
    const { routes } = args;
    // A list with outputs is not waited for: in a preview they may be unknown, which hides no route.
    const created = pulumi.Output.isInstance(routes)
      ? routes.apply((known) => this.create(name, args, known))
      : pulumi.output(this.create(name, args, routes));
    const { api, deployment, stage, url } = created;
    this.outputs = Promise.resolve({ api, deployment, stage, url });
    this.registerOutputs({ api, deployment, stage, url });
  }

  private create(name: string, args: RestAPIArgs, routes: readonly Route[] | undefined) {
    const binaryMediaTypes = args.binaryMediaTypes ?? ["*/*"];
    const { title, body, invoked } = this.describe(name, { ...args, binaryMediaTypes }, routes);
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
  private describe(name: string, args: ApiSettings & RestAPIArgs, routes: readonly Route[] | undefined) {
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
