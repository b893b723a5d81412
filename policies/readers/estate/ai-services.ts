import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { textOf, valueAt } from "../../core/values";
import { readDocument } from "../iam/document";

/**
 * Where other services say that they call models, or that models call them, by type: a path, and what stands there.
 * Sources (read 2026-11): https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html,
 * https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html.
 */
const MODEL_CALLS: Readonly<Record<string, readonly [path: string, pattern: RegExp]>> = {
  "aws:sfn/stateMachine:StateMachine": ["definition", /:states:::(aws-sdk:)?(bedrock|sagemaker)/],
  "aws:scheduler/schedule:Schedule": ["target.arn", /^arn:[^:]+:(sagemaker:|scheduler:::aws-sdk:(bedrock|sagemaker))/],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn", /^arn:[^:]+:(bedrock|sagemaker)/],
  "aws:pipes/pipe:Pipe": ["target", /^arn:[^:]+:(bedrock|sagemaker)/],
  "aws:apigateway/integration:Integration": ["uri", /^arn:[^:]+:apigateway:[^:]*:(runtime\.)?(bedrock|sagemaker)/],
  "aws:appsync/dataSource:DataSource": ["httpConfig.endpoint", /^https:\/\/(runtime\.)?(bedrock|sagemaker)/],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName", /(^|\.)(bedrock|sagemaker|s3vectors|kendra)/],
  "aws:lambda/permission:Permission": ["principal", /^(bedrock|sagemaker)/],
  "aws:cloudcontrol/resource:Resource": ["typeName", /^AWS::(Bedrock|SageMaker|Kendra|S3Vectors|QBusiness)/],
};

/** Properties that hold resource and trust policies. */
const POLICIES = ["assumeRolePolicy", "assumeRolePolicyDocument", "policy", "policyDocument", "keyPolicy"] as const;
/** What a text has to say to be worth reading. */
const MODEL_SERVICE_MENTION = /bedrock|sagemaker|kendra/;
const MODEL_SERVICE = /^(bedrock|sagemaker|kendra)[\w.-]*\.amazonaws\.com/;

/** Whether a resource of another service calls models, or is called by what runs them. */
export function callsModels({ type, props }: ResourceRecord): boolean {
  const call = MODEL_CALLS[type];
  return call?.[1].test(textOf(valueAt(props, call[0]))) ?? false;
}

/** Whether a policy lets in a service that runs models: a role that it takes on, a bucket or key that it reads. */
export function allowsModelServices({ props }: ResourceRecord): boolean {
  return POLICIES.some((property) => {
    const value = props[property];
    if (value === undefined || (typeof value === "string" && !MODEL_SERVICE_MENTION.test(value))) return false;
    const document = readDocument(value);
    if (document === undefined || document === UNKNOWN) return false;
    return document.some(
      ({ effect, principals }) =>
        effect === "Allow" &&
        !principals?.negated &&
        principals?.byKind.get("Service")?.some((service) => service !== UNKNOWN && MODEL_SERVICE.test(service)),
    );
  });
}
