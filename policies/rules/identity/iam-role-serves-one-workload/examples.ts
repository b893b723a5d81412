import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  accountTrust,
  allow,
  document,
  inferenceProfile,
  inlinePolicy,
  lambda,
  role,
  serviceTrust,
  tags,
} from "../example-iam";

const own = role("support-handler", { tags: tags("support") });
const untagged = role("handler");
const supportFunction = lambda("support", "support-handler", { tags: tags("support") });
const invokes = document(allow("bedrock:InvokeModel", `arn:aws:bedrock:*:${ACCOUNT}:application-inference-profile/*`));

const user = (type: string, roleAt: string, props: Readonly<Record<string, unknown>> = {}) => ({
  type,
  name: "other",
  props,
  refersTo: { [roleAt]: "support-handler" },
});
const supportPolicy = inlinePolicy("support-handler", invokes);
const API = "aws:appsync/graphQLApi:GraphQLApi";
const DATA_SOURCE = "aws:appsync/dataSource:DataSource";
const api = (workload: string) => ({ type: API, name: "api", props: { id: "api", tags: tags(workload) } });
const source = (apiId: string) => user(DATA_SOURCE, "serviceRoleArn", { apiId });
const scheduleFor = (workload: string) => [
  own,
  supportPolicy,
  {
    type: "aws:scheduler/schedule:Schedule",
    name: "nightly",
    props: { target: { arn: "answer", roleArn: "support-handler" } },
    refersTo: { target: ["support-handler", "answer"] },
  },
  { type: "aws:lambda/function:Function", name: "answer", props: { tags: tags(workload) } },
];
const oidc = "oidc.eks.eu-west-1.amazonaws.com/id/1A2B";
const pods = (operator: string, ...subjects: readonly string[]) => ({
  assumeRolePolicy: document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${oidc}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { [operator]: { [`${oidc}:sub`]: subjects.map((subject) => `system:serviceaccount:${subject}`) } },
  }),
  tags: tags("support"),
});
const trusting = (name: string) =>
  document({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${name}` }, Action: "sts:AssumeRole" });
const billing = (props: Readonly<Record<string, unknown>> = {}) => role("billing", { tags: tags("billing"), ...props });

export const examples: RuleExample[] = [
  { title: "one function of the role's own workload", resources: [own, supportFunction], outcome: "pass" },
  {
    title: "two functions of one workload",
    resources: [own, supportFunction, lambda("replies", "support-handler", { tags: tags("support") })],
    outcome: "pass",
  },
  {
    title: "tags come from the provider's default tags",
    resources: [
      role("handler"),
      { ...lambda("support", "handler"), provider: { defaultTags: JSON.stringify({ tags: tags("support") }) } },
    ],
    outcome: "pass",
  },
  {
    title: "functions of two workloads share it",
    resources: [
      untagged,
      lambda("a", "handler", { tags: tags("support") }),
      lambda("b", "handler", { tags: tags("billing") }),
    ],
    outcome: "violation",
  },
  {
    title: "a function and a state machine of another workload share it",
    resources: [
      own,
      supportFunction,
      {
        type: "aws:sfn/stateMachine:StateMachine",
        name: "billing",
        props: { tags: tags("billing") },
        refersTo: { roleArn: "support-handler" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "an agent and a container task of two workloads share it",
    resources: [
      untagged,
      {
        type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
        name: "agent",
        props: { tags: tags("support") },
        refersTo: { roleArn: "handler" },
      },
      {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        name: "task",
        props: { tags: tags("billing") },
        refersTo: { taskRoleArn: "handler" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "production and test share it",
    resources: [own, lambda("test", "support-handler", { tags: tags("support", "test") })],
    outcome: "violation",
  },
  {
    title: "used by a function and tagged with no workload",
    resources: [untagged, lambda("a", "handler"), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "can invoke models and belongs to no workload",
    resources: [untagged, inlinePolicy("handler", invokes)],
    outcome: "violation",
  },
  {
    title: "the workload tag of a function is not known yet",
    resources: [own, lambda("a", "support-handler", { tags: { ...tags("support"), workload: UNKNOWN } })],
    outcome: "undetermined",
  },
  {
    title: "a function under a role that another stack manages",
    resources: [
      {
        type: "aws:lambda/function:Function",
        name: "support",
        props: { role: `arn:aws:iam::${ACCOUNT}:role/elsewhere`, tags: tags("support") },
      },
    ],
    outcome: "undetermined",
  },
  {
    title: "functions of two workloads share a role that another stack manages",
    resources: ["support", "billing"].map((workload) => ({
      type: "aws:lambda/function:Function",
      name: workload,
      props: { role: `arn:aws:iam::${ACCOUNT}:role/elsewhere`, tags: tags(workload) },
    })),
    outcome: "violation",
  },
  {
    title: "a role that no compute uses and that invokes nothing",
    resources: [role("audit"), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "two functions outside the AI estate, where it is only shown",
    resources: [untagged, lambda("site", "handler"), lambda("shop", "handler")],
    outcome: "violation",
  },
  {
    title: "a function outside the AI estate",
    resources: [untagged, lambda("site", "handler")],
    outcome: "not-applicable",
  },
  {
    title: "a build of another workload",
    resources: [own, user("aws:codebuild/project:Project", "serviceRole", { tags: tags("billing") })],
    outcome: "violation",
  },
  {
    title: "a build of the same workload",
    resources: [own, user("aws:codebuild/project:Project", "serviceRole", { tags: tags("support") })],
    outcome: "pass",
  },
  {
    title: "a delivery stream of another workload, for one of its destinations",
    resources: [
      own,
      user("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "extendedS3Configuration", {
        tags: tags("billing"),
        extendedS3Configuration: { roleArn: "support-handler" },
      }),
    ],
    outcome: "violation",
  },
  {
    title: "a schedule, which takes no tags, for a function of the role's workload",
    resources: scheduleFor("support"),
    outcome: "pass",
  },
  {
    title: "records of invocations, which take no tags, in a log group of the role's workload",
    resources: [
      own,
      supportPolicy,
      {
        type: "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
        name: "records",
        props: { loggingConfig: { cloudwatchConfig: { logGroupName: "records", roleArn: "support-handler" } } },
        refersTo: { loggingConfig: ["support-handler", "group"] },
      },
      { type: "aws:cloudwatch/logGroup:LogGroup", name: "group", props: { tags: tags("support") } },
    ],
    outcome: "pass",
  },
  {
    title: "a schedule, which takes no tags, for a function of another workload",
    resources: scheduleFor("claims"),
    outcome: "undetermined",
  },
  {
    title: "a database of another workload, which CloudFormation lets have several roles",
    resources: [
      own,
      user("aws-native:rds:DbCluster", "associatedRoles", {
        tags: tags("billing"),
        associatedRoles: [{ featureName: "Bedrock", roleArn: "support-handler" }],
      }),
    ],
    outcome: "violation",
  },
  {
    title: "a data source, which takes no tags, of another workload's API",
    resources: [own, source("api"), api("billing")],
    outcome: "violation",
  },
  {
    title: "a data source of an API of its own workload",
    resources: [own, source("api"), api("support")],
    outcome: "pass",
  },
  {
    title: "a data source of an API of another stack, under a role that can invoke models",
    resources: [own, supportPolicy, source("elsewhere")],
    outcome: "undetermined",
  },
  {
    title: "machines that a group of another workload starts from a template",
    resources: [
      own,
      {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "machine",
        props: { id: "lt-1", iamInstanceProfile: { arn: "machines" } },
        refersTo: { iamInstanceProfile: "machines" },
      },
      {
        type: "aws:iam/instanceProfile:InstanceProfile",
        name: "machines",
        props: {},
        refersTo: { role: "support-handler" },
      },
      {
        type: "aws:autoscaling/group:Group",
        name: "group",
        props: {
          tags: [{ key: "workload", value: "billing", propagateAtLaunch: true }],
          mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" } } },
        },
        refersTo: { mixedInstancesPolicy: "machine" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a job of another workload that names the role in its JSON",
    resources: [
      own,
      {
        type: "aws:batch/jobDefinition:JobDefinition",
        name: "job",
        props: {
          tags: tags("billing"),
          containerProperties: JSON.stringify({ jobRoleArn: `arn:aws:iam::${ACCOUNT}:role/support-handler` }),
        },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a function without tags beside one of the role's workload",
    resources: [own, supportFunction, lambda("other", "support-handler")],
    outcome: "violation",
  },
  {
    title: "a function without tags under a workload's role",
    resources: [own, lambda("other", "support-handler")],
    outcome: "undetermined",
  },
  {
    title: "only builds can take it on, it can invoke models, and it belongs to no workload",
    resources: [
      role("build", { assumeRolePolicy: serviceTrust("codebuild.amazonaws.com") }),
      inlinePolicy("build", invokes),
    ],
    outcome: "violation",
  },
  {
    title: "the role of a backup service, which no workload need have",
    resources: [role("backup", { assumeRolePolicy: serviceTrust("backup.amazonaws.com") }), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "one service account, which takes no tags",
    resources: [
      role("support-handler", pods("StringEquals", "chat:server")),
      supportPolicy,
      {
        type: "kubernetes:core/v1:ServiceAccount",
        name: "server",
        props: {
          metadata: {
            namespace: "chat",
            name: "server",
            annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::${ACCOUNT}:role/support-handler` },
          },
        },
      },
    ],
    outcome: "pass",
  },
  {
    title: "service accounts of two namespaces",
    resources: [role("pods", pods("StringEquals", "support:api", "billing:api"))],
    outcome: "violation",
  },
  {
    title: "service accounts of every namespace",
    resources: [role("pods", pods("StringLike", "*:api"))],
    outcome: "violation",
  },
  {
    title: "two service accounts of a namespace that is named after the workload",
    resources: [role("pods", pods("StringEquals", "support:api", "support:worker"))],
    outcome: "pass",
  },
  {
    title: "every service account of a namespace that says nothing",
    resources: [role("pods", pods("StringLike", "default:*"))],
    outcome: "undetermined",
  },
  {
    title: "another workload's role can take it on",
    resources: [role("support-handler", { assumeRolePolicy: trusting("billing"), tags: tags("support") }), billing()],
    outcome: "violation",
  },
  {
    title: "a role of its own workload can take it on",
    resources: [
      role("support-handler", { assumeRolePolicy: trusting("worker"), tags: tags("support") }),
      role("worker", { tags: tags("support") }),
      lambda("a", "support-handler", { tags: tags("support") }),
    ],
    outcome: "pass",
  },
  {
    title: "it trusts its account, and another workload's role may take it on",
    resources: [
      role("support-handler", { assumeRolePolicy: accountTrust, tags: tags("support") }),
      billing(),
      inlinePolicy("billing", document(allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/support-handler`))),
    ],
    outcome: "violation",
  },
  {
    title: "it trusts its account, and another workload's role may take on others",
    resources: [
      role("support-handler", { assumeRolePolicy: accountTrust, tags: tags("support") }),
      billing(),
      inlinePolicy("billing", document(allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/billing-export`))),
    ],
    outcome: "pass",
  },
];
