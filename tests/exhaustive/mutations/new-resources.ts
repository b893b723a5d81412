import { documentOf } from "./documents";
import { type Generator, withOneMore } from "./mutation";
import type { NewResource } from "./new-resource";
import { NEW_SERVICES } from "./new-services";
import { fillTemplate, workloadsIn } from "./workload-location";

const PUBLIC_ENDPOINT = "front-door-asks-who-calls";
const OTHER_ORGANISATION = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999900001111:root" } };
const TRACED = "workload-compute-is-traced";
const KEY = "{key}";
const database = { engine: "postgres", storageEncrypted: true, kmsKeyId: KEY };
const memory = { name: "added", encryptionKeyArn: KEY };
const network = (open: boolean) => JSON.stringify([{ Rules: [], AllowFromPublic: open }]);
const encryptionConfiguration = { kmsKeyId: KEY };
const definition = JSON.stringify({ StartAt: "end", States: { end: { Type: "Succeed" } } });

const NEW_RESOURCES: readonly NewResource[] = [
  {
    title: "a role that another organisation takes on",
    type: "aws:iam/role:Role",
    props: { name: "added", assumeRolePolicy: documentOf({ ...OTHER_ORGANISATION, Action: "sts:AssumeRole" }) },
    caughtBy: "iam-trust-stays-inside",
  },
  {
    title: "a queue that another organisation fills",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    props: {
      queueUrl: "added",
      policy: documentOf({ ...OTHER_ORGANISATION, Action: "sqs:SendMessage", Resource: "*" }),
    },
    caughtBy: "resource-policy-stays-inside",
  },
  {
    title: "a queue that topics of every account fill",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    props: {
      queueUrl: "added",
      policy: documentOf({
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:news" } },
      }),
    },
    caughtBy: "resource-policy-stays-inside",
  },
  {
    title: "an access point for every address",
    type: "aws:s3/accessPoint:AccessPoint",
    props: {
      bucket: "elsewhere",
      policy: documentOf({
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
      }),
    },
    caughtBy: "resource-policy-stays-inside",
  },
  {
    title: "a function that another organisation calls",
    type: "aws:lambda/permission:Permission",
    props: { action: "lambda:InvokeFunction", function: "added", principal: "999900001111" },
    caughtBy: "access-grant-stays-inside",
  },
  {
    title: "vectors that another organisation reads",
    type: "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    props: {
      type: "data",
      policy: JSON.stringify([{ Rules: [], Principal: ["arn:aws:iam::999900001111:role/reader"] }]),
    },
    caughtBy: "access-grant-stays-inside",
  },
  {
    title: "a queue under a key of another organisation",
    type: "aws:sqs/queue:Queue",
    props: { name: "added", kmsMasterKeyId: "arn:aws:kms:eu-west-1:999900001111:key/0a1b2c3d" },
    caughtBy: "encryption-key-stays-inside",
  },
  {
    title: "a policy that is too long for AWS",
    type: "aws:iam/policy:Policy",
    props: {
      policy: documentOf({
        Effect: "Deny",
        Action: Array.from({ length: 400 }, (_, i) => `s3:DeleteThing${i}`),
        Resource: "*",
      }),
    },
    caughtBy: "iam-policy-fits-quotas",
  },
  {
    title: "a role for pipelines of every repository owner",
    type: "aws:iam/role:Role",
    props: {
      name: "added",
      assumeRolePolicy: documentOf({
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: "arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com" },
        Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*/infra:*" } },
      }),
    },
    caughtBy: "iam-trust-has-source-conditions",
  },
  {
    title: "a policy whose statement says two things of its actions",
    type: "aws:iam/policy:Policy",
    props: { policy: documentOf({ Effect: "Deny", Action: "s3:*", NotAction: "s3:GetObject", Resource: "*" }) },
    caughtBy: "iam-policy-document-is-valid",
  },
  {
    title: "a route that everybody may call",
    type: "aws:apigatewayv2/route:Route",
    props: { apiId: "api", routeKey: "POST /ask", authorizationType: "NONE" },
    caughtBy: "apigateway-route-is-authorised",
  },
  {
    title: "a load balancer on the internet",
    type: "aws:lb/loadBalancer:LoadBalancer",
    props: { internal: false, loadBalancerType: "application" },
    caughtBy: "lb-load-balancer-is-internal",
  },
  {
    title: "an API that takes a key for an answer",
    type: "aws:appsync/graphQLApi:GraphQLApi",
    props: { authenticationType: "API_KEY" },
    caughtBy: PUBLIC_ENDPOINT,
  },
  {
    title: "a service on the internet",
    type: "aws:apprunner/service:Service",
    props: { serviceName: "added", networkConfiguration: { egressConfiguration: { egressType: "VPC" } } },
    caughtBy: PUBLIC_ENDPOINT,
  },
  {
    title: "a gateway for agents of everybody",
    type: "aws:bedrock/agentcoreGateway:AgentcoreGateway",
    props: { authorizerType: "NONE" },
    caughtBy: PUBLIC_ENDPOINT,
    companions: [TRACED, "agent-actions-are-approved"],
  },
  {
    title: "an accelerator before a private load balancer",
    type: "aws:globalaccelerator/endpointGroup:EndpointGroup",
    props: {
      endpointConfigurations: [{ endpointId: "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/x/1" }],
    },
    caughtBy: PUBLIC_ENDPOINT,
  },
  {
    title: "a distribution that reaches into the network",
    type: "aws:cloudfront/distribution:Distribution",
    props: {
      origins: [{ originId: "ask", domainName: "ask.internal", vpcOriginConfig: { vpcOriginId: "vo_1" } }],
      defaultCacheBehavior: { targetOriginId: "ask" },
    },
    caughtBy: PUBLIC_ENDPOINT,
  },
  {
    title: "a model with a network",
    type: "aws:sagemaker/model:Model",
    props: { enableNetworkIsolation: false },
    caughtBy: "sagemaker-model-is-isolated",
    companions: ["inference-compute-has-no-internet-path"],
  },
  {
    title: "an endpoint without a declared spend",
    type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    props: { kmsKeyArn: KEY, productionVariants: [{ modelName: "added" }] },
    caughtBy: "sagemaker-endpoint-spend-is-declared",
  },
  {
    title: "a state machine without logs",
    type: "aws:sfn/stateMachine:StateMachine",
    props: { definition, encryptionConfiguration, tracingConfiguration: { enabled: true } },
    caughtBy: "sfn-state-machine-is-logged",
  },
  {
    title: "a state machine that logs what is fatal alone",
    type: "aws:sfn/stateMachine:StateMachine",
    props: {
      definition,
      encryptionConfiguration,
      tracingConfiguration: { enabled: true },
      loggingConfiguration: { level: "FATAL", logDestination: "arn:aws:logs:{region}:{account}:log-group:x:*" },
    },
    caughtBy: "sfn-state-machine-is-logged",
    companions: ["service-log-group-is-declared"],
  },
  {
    title: "a state machine without traces",
    type: "aws:sfn/stateMachine:StateMachine",
    props: { definition, encryptionConfiguration },
    caughtBy: TRACED,
    companions: ["sfn-state-machine-is-logged"],
  },
  {
    title: "a table whose items stay",
    type: "aws:dynamodb/table:Table",
    props: { name: "added", serverSideEncryption: { enabled: true, kmsKeyArn: KEY } },
    caughtBy: "dynamodb-table-items-expire",
  },
  {
    title: "a table with AWS's key",
    type: "aws:dynamodb/table:Table",
    props: { name: "added", ttl: { enabled: true, attributeName: "expiresAt" } },
    caughtBy: "data-store-is-encrypted",
  },
  {
    title: "an archive that keeps events for ever",
    type: "aws:cloudwatch/eventArchive:EventArchive",
    props: { name: "added" },
    caughtBy: "store-retention-follows-classification",
  },
  {
    title: "a secret with a copy in another part of the world",
    type: "aws:secretsmanager/secret:Secret",
    props: { kmsKeyId: KEY, replicas: [{ region: "us-east-1", kmsKeyId: KEY }] },
    caughtBy: "data-stays-resident",
  },
  {
    title: "a database on the internet",
    type: "aws:rds/instance:Instance",
    props: { ...database, publiclyAccessible: true },
    caughtBy: "data-store-is-private",
    companions: ["backup-retention-follows-classification"],
  },
  {
    title: "a database that is not encrypted",
    type: "aws:rds/instance:Instance",
    props: { engine: "postgres", publiclyAccessible: false, storageEncrypted: false },
    caughtBy: "data-store-is-encrypted",
    companions: ["backup-retention-follows-classification"],
  },
  {
    title: "a vector store on the internet",
    type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    props: { type: "network", policy: network(true) },
    caughtBy: "data-store-is-private",
  },
  {
    title: "a memory of ten years",
    type: "aws:bedrock/agentcoreMemory:AgentcoreMemory",
    props: { ...memory, eventExpiryDuration: 3650 },
    caughtBy: "agentcore-memory-expires",
    companions: [TRACED],
  },
  {
    title: "an agent without bounds",
    type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
    props: {},
    caughtBy: "agentcore-harness-is-bounded",
  },
  {
    title: "a data source that leaves its vectors behind",
    type: "aws:bedrock/agentDataSource:AgentDataSource",
    props: { dataDeletionPolicy: "RETAIN" },
    caughtBy: "knowledge-base-forgets-its-source",
  },
  {
    title: "a cluster with a public API",
    type: "aws:eks/cluster:Cluster",
    props: { vpcConfig: { endpointPublicAccess: true } },
    caughtBy: "eks-cluster-api-is-private",
    companions: ["inference-compute-has-no-internet-path"],
  },
  {
    title: "a bucket and nothing else",
    type: "aws:s3/bucket:Bucket",
    props: { bucket: "added" },
    caughtBy: "s3-bucket-is-private",
    companions: [
      "s3-bucket-access-is-logged",
      "s3-bucket-demands-tls",
      "s3-bucket-key-follows-classification",
      "s3-bucket-objects-expire",
      "s3-bucket-versions-follow-classification",
    ],
  },
  {
    title: "a workload's role that deploys",
    type: "aws:iam/role:Role",
    props: {
      assumeRolePolicy: documentOf({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "lambda.amazonaws.com" },
      }),
      managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"],
    },
    caughtBy: "iam-workload-role-has-boundary",
    companions: [
      "bedrock-inference-stays-resident",
      "bedrock-invocation-carries-guardrail",
      "bedrock-invocation-is-attributable",
      "bedrock-model-is-approved",
      "iam-access-is-not-full",
      "iam-invocation-is-scoped",
      "iam-privileges-do-not-escalate",
      "iam-workload-role-keeps-audit-records",
      "iam-workload-cannot-weaken-its-controls",
    ],
  },
];

export const newResources: Generator = (records) =>
  workloadsIn(records).flatMap(({ neighbour, location }) =>
    fillTemplate([...NEW_RESOURCES, ...NEW_SERVICES], location).map(({ title, type, props, caughtBy, companions }) => ({
      title,
      records: withOneMore(records, neighbour, { type, name: "added", props }),
      caughtBy: [caughtBy],
      names: ["added"],
      companions,
    })),
  );
