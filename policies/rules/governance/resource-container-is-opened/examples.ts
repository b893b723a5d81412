import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const of = (type: string, props: Readonly<Record<string, unknown>>) => ({ type, name: "box", props });
const stack = (props: Readonly<Record<string, unknown>>) => of("aws:cloudformation/stack:Stack", props);
const template = (Resources: object, more: object = {}) =>
  stack({ templateBody: JSON.stringify({ Resources, ...more }) });
const command = (create: unknown) => of("command:local:Command", { create });
const pods = (container: object) =>
  of("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers: [container] } } } });
const cloudControl = (props: Readonly<Record<string, unknown>>) => of("aws:cloudcontrol/resource:Resource", props);
const queue = { Queue: { Type: "AWS::SQS::Queue" } };

export const examples: RuleExample[] = [
  { title: "a template in the program", resources: [template(queue), model], outcome: "pass" },
  {
    title: "a template in YAML with functions",
    resources: [
      stack({
        templateBody:
          "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Sub '${AWS::StackName}-q'}\n",
      }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a template elsewhere",
    resources: [stack({ templateUrl: "https://example.com/t" }), model],
    outcome: "undetermined",
  },
  {
    title: "a template that is not known yet",
    resources: [stack({ templateBody: UNKNOWN }), model],
    outcome: "undetermined",
  },
  {
    title: "text that is no template",
    resources: [stack({ templateBody: "Resources: [" }), model],
    outcome: "undetermined",
  },
  {
    title: "a custom resource in a template",
    resources: [template({ ...queue, Own: { Type: "Custom::Own", Properties: { ServiceToken: "arn" } } }), model],
    outcome: "undetermined",
  },
  {
    title: "a macro that rewrites the template",
    resources: [template(queue, { Transform: ["Own"] }), model],
    outcome: "undetermined",
  },
  {
    title: "the other provider's stack set, opened",
    resources: [
      of("aws-native:cloudformation:StackSet", { templateBody: JSON.stringify({ Resources: queue }) }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "an application of the Serverless Application Repository",
    resources: [
      of("aws:serverlessrepository/cloudFormationStack:CloudFormationStack", { applicationId: "arn" }),
      model,
    ],
    outcome: "undetermined",
  },
  {
    title: "a product of Service Catalog",
    resources: [of("aws:servicecatalog/provisionedProduct:ProvisionedProduct", { productName: "p" }), model],
    outcome: "undetermined",
  },
  {
    title: "a desired state",
    resources: [cloudControl({ typeName: "AWS::SQS::Queue", desiredState: "{}" }), model],
    outcome: "pass",
  },
  {
    title: "a desired state that is not known yet",
    resources: [cloudControl({ typeName: "AWS::SQS::Queue", desiredState: UNKNOWN }), model],
    outcome: "undetermined",
  },
  { title: "a command", resources: [command("make seed"), model], outcome: "undetermined" },
  {
    title: "a command that attaches a policy",
    resources: [command("aws --region eu-west-1 iam attach-role-policy --role-name app"), model],
    outcome: "violation",
  },
  {
    title: "a command that opens a function",
    resources: [command("aws lambda add-permission --principal '*'"), model],
    outcome: "violation",
  },
  {
    title: "near miss: a command that reads permissions",
    resources: [command("aws iam get-role --role-name app"), model],
    outcome: "undetermined",
  },
  {
    title: "a dynamic provider",
    resources: [of("pulumi-nodejs:dynamic:Resource", {}), model],
    outcome: "undetermined",
  },
  {
    title: "a chart of Helm",
    resources: [of("kubernetes:helm.sh/v3:Release", { chart: "x" }), model],
    outcome: "undetermined",
  },
  {
    title: "pods that ask for a graphics card",
    resources: [pods({ name: "m", image: "own/server", resources: { limits: { "nvidia.com/gpu": "1" } } }), model],
    outcome: "undetermined",
  },
  {
    title: "pods that serve a model",
    resources: [pods({ name: "m", image: "vllm/vllm-openai:v1" }), model],
    outcome: "undetermined",
  },
  { title: "pods of an application", resources: [pods({ name: "web", image: "nginx" }), model], outcome: "pass" },
  {
    title: "a program that has nothing to do with models",
    resources: [command("make seed")],
    outcome: "not-applicable",
  },
];
