/**
 * Service principals of trust policies, by what stands behind them. Each name is the part before `.amazonaws.com`.
 * A service that is not listed here acts for a workload: what nobody classified keeps the walls up.
 */

/**
 * Services that lend a role to somebody outside AWS, in words. Sources, read 2026-11:
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html,
 * https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html,
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/intro-to-the-aws-cli-in-slack.html (members of a channel run
 * commands of the AWS CLI),
 * https://docs.aws.amazon.com/appstream2/latest/developerguide/how-to-use-iam-role-with-streaming-instances.html,
 * https://docs.aws.amazon.com/cloud9/latest/user-guide/ec2-ssm.html.
 */
const OUTSIDE_AWS: ReadonlyMap<string, string> = new Map([
  ["rolesanywhere", "holders of a certificate (IAM Roles Anywhere)"],
  ["credentials.iot", "holders of a device's certificate (AWS IoT)"],
  ["chatbot", "members of a chat channel"],
  ["appstream", "people who stream a desktop"],
  ["cloud9", "people who open a development environment"],
]);

/**
 * Services whose task is the whole account: they back up, record, check or deploy what all workloads have. To reach
 * every workload's data is their purpose; to invoke a model is not.
 */
const FOR_WHOLE_ACCOUNT: ReadonlySet<string> = new Set([
  "access-analyzer",
  "auditmanager",
  "backup",
  "cloudformation",
  "cloudtrail",
  "codedeploy",
  "codepipeline",
  "config",
  "controltower",
  "dlm",
  "drs",
  "fis",
  "guardduty",
  "inspector2",
  "macie",
  "malware-protection-plan.guardduty",
  "member.org.stacksets.cloudformation",
  "monitoring.rds",
  "resiliencehub",
  "securityhub",
  "servicecatalog",
  "stacksets.cloudformation",
  "vpc-flow-logs",
]);

/** Services whose task is to build and deploy. */
const PIPELINES: ReadonlySet<string> = new Set(["codebuild", "codedeploy", "codepipeline"]);

/** Services that run a workload's code, containers or models, or start them for it. */
const RUNS_CODE: ReadonlySet<string> = new Set([
  "airflow",
  "airflow-env",
  "apprunner",
  "batch",
  "bedrock",
  "bedrock-agentcore",
  "codebuild",
  "ec2",
  "ecs-tasks",
  "edgelambda",
  "elasticmapreduce",
  "emr-serverless",
  "events",
  "gamelift",
  "glue",
  "kafkaconnect",
  "kinesisanalytics",
  "lambda",
  "m2",
  "pipes",
  "pods.eks",
  "sagemaker",
  "scheduler",
  "states",
  "tasks.apprunner",
]);

/** Who acts as a role through a service that lends it to somebody outside AWS; undefined for other services. */
export function lendsRoleTo(service: string): string | undefined {
  return OUTSIDE_AWS.get(nameOf(service));
}

/** Whether a service acts for a workload under a role, and neither for the account nor for people. */
export function actsForWorkload(service: string): boolean {
  return !OUTSIDE_AWS.has(nameOf(service)) && !FOR_WHOLE_ACCOUNT.has(nameOf(service));
}

/** Whether a service builds and deploys what a workload runs. */
export function deploys(service: string): boolean {
  return PIPELINES.has(nameOf(service));
}

export function runsCode(service: string): boolean {
  return RUNS_CODE.has(nameOf(service));
}

/** `states` of `states.amazonaws.com`, `states.eu-west-1.amazonaws.com` and `states.amazonaws.com.cn`. */
function nameOf(service: string): string {
  return service
    .toLowerCase()
    .replace(/\.amazonaws\.com(\.cn)?$/, "")
    .replace(/\.[a-z]{2}(-[a-z]+)+-\d$/, "");
}
