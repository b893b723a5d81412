import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { isolated, model } from "../example-network";

const machine = (resource: string, parameters: Record<string, unknown>) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "work",
  props: {
    definition: JSON.stringify({
      StartAt: "Run",
      States: { Run: { Type: "Task", Resource: `arn:aws:states:::${resource}`, Parameters: parameters, End: true } },
    }),
  },
});
const pipeline = (...steps: unknown[]) => ({
  type: "aws:sagemaker/pipeline:Pipeline",
  name: "work",
  props: { pipelineDefinition: JSON.stringify({ Version: "2020-12-01", Steps: steps }) },
});
const task = (assignPublicIp: string) =>
  machine("ecs:runTask.sync", {
    TaskDefinition: "containers",
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-elsewhere"], AssignPublicIp: assignPublicIp } },
  });
const job = (properties: Record<string, unknown>) => ({
  type: "aws:batch/jobDefinition:JobDefinition",
  name: "work",
  props: { containerProperties: JSON.stringify({ image: "embed", ...properties }) },
});
const containers = {
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "containers",
  props: { arn: "containers", taskRoleArn: "arn:aws:iam::123456789012:role/elsewhere" },
};
const SUBNETS = { Subnets: ["subnet"] };

/** Jobs and tasks that no resource declares, because a workflow starts them. */
export const workflows: readonly RuleExample[] = [
  {
    title: "a workflow that trains outside of a VPC",
    resources: [
      machine("sagemaker:createTrainingJob.sync", { RoleArn: "arn:aws:iam::123456789012:role/train" }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a workflow that trains in an isolated subnet",
    resources: [machine("sagemaker:createTrainingJob.sync", { VpcConfig: SUBNETS }), model, ...isolated],
    outcome: "pass",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "a workflow that processes in network isolation, by the SDK",
    resources: [
      machine("aws-sdk:sagemaker:createProcessingJob", { NetworkConfig: { EnableNetworkIsolation: true } }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a workflow whose input names the subnets",
    resources: [machine("sagemaker:createTrainingJob", { "VpcConfig.$": "$.network" }), model],
    outcome: "undetermined",
  },
  {
    title: "a workflow that runs containers with a public address",
    resources: [task("ENABLED"), containers, model],
    outcome: "violation",
  },
  {
    title: "a workflow that runs containers in subnets of another stack",
    resources: [task("DISABLED"), containers, model],
    outcome: "undetermined",
  },
  {
    title: "a pipeline that processes outside of a VPC after a condition",
    resources: [
      pipeline({
        Name: "IfGood",
        Type: "Condition",
        Arguments: { IfSteps: [{ Name: "Clean", Type: "Processing", Arguments: {} }], ElseSteps: [] },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a pipeline that trains in a subnet that a parameter names",
    resources: [
      pipeline({ Name: "T", Type: "Training", Arguments: { VpcConfig: { Subnets: [{ Get: "Parameters.Subnet" }] } } }),
      model,
    ],
    outcome: "undetermined",
  },
  {
    title: "a job whose containers have a public address",
    resources: [job({ networkConfiguration: { assignPublicIp: "ENABLED" } }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a job whose containers have none",
    resources: [job({ networkConfiguration: { assignPublicIp: "DISABLED" } }), model],
    outcome: "pass",
  },
  {
    title: "a workflow that is not known yet",
    resources: [{ type: "aws:sfn/stateMachine:StateMachine", name: "work", props: { definition: UNKNOWN } }, model],
    outcome: "undetermined",
  },
  {
    title: "a workflow that starts no compute of its own",
    resources: [machine("lambda:invoke", { FunctionName: "answer" }), model],
    outcome: "not-applicable",
  },
];
