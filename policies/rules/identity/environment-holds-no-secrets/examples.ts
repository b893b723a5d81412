import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../example-iam";
import { prompts } from "./examples-of-prompts";

const compute = (type: string, props: Record<string, unknown>) => ({
  type,
  name: "answer",
  props: { ...props, tags: tags("support") },
});
const lambda = (variables: unknown) => compute("aws:lambda/function:Function", { environment: { variables } });
const task = (...containers: unknown[]) =>
  compute("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: JSON.stringify(containers) });
const workflow = (Parameters: Record<string, unknown>) =>
  compute("aws:sfn/stateMachine:StateMachine", {
    definition: JSON.stringify({ StartAt: "Call", States: { Call: { Type: "Task", Parameters, End: true } } }),
  });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const template = (script: string) => compute("aws:ec2/launchTemplate:LaunchTemplate", { userData: base64(script) });
const parameter = (props: Record<string, unknown>) => compute("aws:ssm/parameter:Parameter", props);
const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-a1b2c3";
/** The identifier of AWS's own examples, in two parts, so that no scanner takes it for one. */
const ACCESS_KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const USER_TOKEN = ["ghu", "0123456789abcdefghij0123456789abcdef"].join("_");
const HUB = ["hf", "AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh"].join("_");
const BEGINNING = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");

/** Pods of a cluster, in a program with a workload of models. */
const pods = (...env: object[]) => [
  {
    type: "kubernetes:apps/v1:Deployment",
    name: "gateway",
    props: { spec: { template: { spec: { containers: [{ name: "gateway", env }] } } } },
  },
  lambda({}),
];
const configMap = (text: string) => [
  { type: "kubernetes:core/v1:ConfigMap", name: "gateway", props: { data: { "config.yaml": text } } },
  lambda({}),
];

export const examples: RuleExample[] = [
  {
    title: "a key in the environment of pods",
    resources: pods({ name: "SEARCH_API_KEY", value: "a8f5f167f44f4964" }),
    outcome: "violation",
  },
  {
    title: "near miss: pods that have the key from a secret of the cluster",
    resources: pods({ name: "SEARCH_API_KEY", valueFrom: { secretKeyRef: { name: "search", key: "api_key" } } }),
    outcome: "pass",
  },
  {
    title: "a key in a configuration on a cluster",
    resources: configMap("litellm_params:\n  api_key: a8f5f167f44f4964\n"),
    outcome: "violation",
  },
  {
    title: "near miss: a configuration that names the variable with the key",
    resources: configMap("litellm_params:\n  api_key: os.environ/SEARCH_API_KEY\n"),
    outcome: "pass",
  },
  ...prompts,
  { title: "a key of a provider", resources: [lambda({ SEARCH_API_KEY: "a8f5f167f44f4964" })], outcome: "violation" },
  { title: "the ARN of a secret", resources: [lambda({ SEARCH_API_KEY: ARN, LOG_LEVEL: "info" })], outcome: "pass" },
  { title: "the path of a parameter", resources: [lambda({ SEARCH_API_KEY: "/support/search" })], outcome: "pass" },
  {
    title: "near miss: names of what is no secret",
    resources: [lambda({ MAX_TOKENS: "4096", TOKEN: "512", KEY_ID: "a1b2c3d4", SECRET_ARN: ARN, SECRET_NAME: "Key7" })],
    outcome: "pass",
  },
  {
    title: "the name of a secret of this program",
    resources: [
      lambda({ DB_SECRET: "Support-Db7" }),
      { type: "aws:secretsmanager/secret:Secret", name: "db", props: { name: "Support-Db7" } },
    ],
    outcome: "pass",
  },
  { title: "an access key under another name", resources: [lambda({ WHO: ACCESS_KEY })], outcome: "violation" },
  {
    title: "a token of a user of GitHub, under any name",
    resources: [lambda({ HELPER: USER_TOKEN })],
    outcome: "violation",
  },
  { title: "a private key", resources: [lambda({ SIGNER: `${BEGINNING}\nMIIE` })], outcome: "violation" },
  {
    title: "a password inside an address",
    resources: [lambda({ DATABASE_URL: "postgres://app:hunter2@db.internal/app" })],
    outcome: "violation",
  },
  {
    title: "near miss: an address whose password comes from elsewhere",
    resources: [lambda({ DATABASE_URL: "postgres://app:${PASSWORD}@db.internal/app" })],
    outcome: "pass",
  },
  {
    title: "a password of a container",
    resources: [task({ name: "app", environment: [{ name: "dbPassword", value: "hunter2!" }] })],
    outcome: "violation",
  },
  {
    title: "near miss: a secret that ECS gives to a container",
    resources: [task({ name: "app", secrets: [{ name: "DB_PASSWORD", valueFrom: ARN }] })],
    outcome: "pass",
  },
  {
    title: "a build whose variable is in Secrets Manager",
    resources: [
      compute("aws:codebuild/project:Project", {
        environment: { environmentVariables: [{ name: "NPM_TOKEN", value: "Npm:token7", type: "SECRETS_MANAGER" }] },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "a build whose variable is in plain text",
    resources: [
      compute("aws:codebuild/project:Project", {
        environment: { environmentVariables: [{ name: "NPM_TOKEN", value: "Npm-token7" }] },
      }),
    ],
    outcome: "violation",
  },
  {
    title: "user data with an access key",
    resources: [
      compute("aws:ec2/instance:Instance", { userData: `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=${ACCESS_KEY}` }),
    ],
    outcome: "violation",
  },
  {
    title: "a launch template whose user data exports a token, in Base64",
    resources: [
      compute("aws:ec2/launchTemplate:LaunchTemplate", { userData: base64(`#!/bin/sh\nexport HUB=${HUB}\n`) }),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: user data that fetches its token, in Base64",
    resources: [
      compute("aws:ec2/launchTemplate:LaunchTemplate", {
        userData: base64(
          "#!/bin/sh\nTOKEN=$(aws secretsmanager get-secret-value --secret-id hub)\nserve --token $TOKEN\n",
        ),
      }),
    ],
    outcome: "pass",
  },
  {
    title: "a variable that psql reads, whose name has no separator",
    resources: [task({ name: "app", environment: [{ name: "PGPASSWORD", value: "hunter2!" }] })],
    outcome: "violation",
  },
  {
    title: "a password as the next argument of a command",
    resources: [task({ name: "app", command: ["serve", "--db-password", "hunter2!"] })],
    outcome: "violation",
  },
  {
    title: "near miss: options that name where the password is",
    resources: [task({ name: "app", command: ["serve", "--password", "--token=$TOKEN", "--secret", "support/db7"] })],
    outcome: "pass",
  },
  {
    title: "a password within a variable that is JSON",
    resources: [lambda({ SETTINGS: JSON.stringify({ crm: { user: "answer", password: "hunter2!" } }) })],
    outcome: "violation",
  },
  {
    title: "an API key in a header of a workflow's task",
    resources: [workflow({ Headers: { "x-api-key": ["a8f5f167f44f4964"] } })],
    outcome: "violation",
  },
  {
    title: "near miss: a workflow that hands on tokens it is given",
    resources: [
      workflow({
        "Token.$": "$$.Task.Token",
        ApiKey: "{% $states.input.key7 %}",
        Headers: { "x-api-key.$": "$.keys" },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "an environment file among a bucket's objects",
    resources: [compute("aws:s3/bucketObjectv2:BucketObjectv2", { content: "LOG_LEVEL=info\nDB_PASSWORD=hunter2!\n" })],
    outcome: "violation",
  },
  {
    title: "near miss: code among a bucket's objects",
    resources: [
      compute("aws:s3/bucketObjectv2:BucketObjectv2", {
        content: "client = connect(password=settings.db2_password, token=load(1))\ntoken: str = os.environ['TOKEN2']",
      }),
    ],
    outcome: "pass",
  },
  {
    title: "an API key in a configuration of AppConfig",
    resources: [
      compute("aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion", {
        content: JSON.stringify({ search: { apiKey: "a8f5f167f44f4964" } }),
      }),
    ],
    outcome: "violation",
  },
  {
    title: "a header that authorizes, in the input of a schedule",
    resources: [
      compute("aws:scheduler/schedule:Schedule", {
        target: { input: JSON.stringify({ headers: { Authorization: `Bearer ${"a8f5f167f44f4964".repeat(2)}` } }) },
      }),
    ],
    outcome: "violation",
  },
  {
    title: "a parameter in plain text",
    resources: [parameter({ name: "/support/api-key", type: "String", value: "a8f5f167f44f4964" })],
    outcome: "violation",
  },
  {
    title: "near miss: an encrypted parameter",
    resources: [parameter({ name: "/support/api-key", type: "SecureString", value: "a8f5f167f44f4964" })],
    outcome: "pass",
  },
  {
    title: "variables that are not known yet",
    resources: [
      { ...lambda(UNKNOWN), refersTo: { environment: "elsewhere" } },
      { type: "aws:sns/topic:Topic", name: "elsewhere", props: {} },
    ],
    outcome: "undetermined",
  },
  {
    title: "a variable that comes from a secret and is not known yet",
    resources: [
      { ...lambda({ API_KEY: UNKNOWN }), refersTo: { environment: "key" } },
      { type: "aws:secretsmanager/secret:Secret", name: "key", props: {} },
    ],
    outcome: "pass",
  },
  {
    title: "a function without variables",
    resources: [compute("aws:lambda/function:Function", {})],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [{ ...lambda({}), props: { environment: { variables: { API_KEY: "a8f5f167f44f4964" } } } }],
    outcome: "not-applicable",
  },
  {
    title: "user data in base64 that sets a password",
    resources: [template("#!/bin/bash\nexport DB_PASSWORD='Tr0ub4dor-and-3'\nsystemctl start answers\n")],
    outcome: "violation",
  },
  {
    title: "near miss: user data in base64 that fetches a password and a token",
    resources: [
      template(
        "#!/bin/bash\nexport DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db1)\nTOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`\nAPI_KEY=${KEYS_1[0]}\n",
      ),
    ],
    outcome: "pass",
  },
  {
    title: "a command of a container that sets a key",
    resources: [task({ name: "app", command: ["sh", "-c", "SEARCH_API_KEY=a8f5f167f44f4964 exec answers"] })],
    outcome: "violation",
  },
  {
    title: "a script of a notebook that sets a token",
    resources: [
      compute("aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration", {
        onStart: base64("#!/bin/bash\necho HUB_TOKEN=a8f5f167f44f4964 >> /etc/environment\n"),
      }),
    ],
    outcome: "violation",
  },
];
