import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";
import { arn, length, matches, oneOf, range } from "./kit/validators";

const invocation = "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions";

export const lambda = service("lambda", {
  Function: {
    autoname: { maxLength: 64 },
    arn: "lambda:{region}:{account}:function:{name}",
    defaults: {
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
    },
    validate: {
      description: length(0, 256),
      memorySize: range(128, 32768),
      name: matches(/^[a-zA-Z0-9-_]{1,64}$|^arn:/, "1 to 64 letters, digits, hyphens and underscores"),
      packageType: oneOf("Zip", "Image"),
      reservedConcurrentExecutions: range(-1, Number.MAX_SAFE_INTEGER),
      role: arn,
      timeout: range(1, 900),
    },
    replaces: ["name", "packageType"],
    outputs: ({ properties: { publish } }) => ({
      version: publish === true ? "1" : "$LATEST",
      qualifiedArn: "{arn}:{version}",
      invokeArn: `${invocation}/{arn}/invocations`,
      qualifiedInvokeArn: `${invocation}/{qualifiedArn}/invocations`,
      responseStreamingInvokeArn: `${invocation.replace("2015-03-31", "2021-11-15")}/{arn}/response-streaming-invocations`,
      architectures: ["x86_64"],
      ephemeralStorage: { size: 512 },
      loggingConfig: { applicationLogLevel: "", logFormat: "Text", logGroup: "/aws/lambda/{name}", systemLogLevel: "" },
      tracingConfig: { mode: "PassThrough" },
      lastModified: CREATED_AT,
      codeSha256: "{hex32}",
      signingJobArn: "",
      signingProfileVersionArn: "",
    }),
  },
  Permission: {
    autoname: { property: "statementId", maxLength: 100 },
    id: "{statementId}",
    validate: { sourceArn: arn },
    replaces: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
    ],
  },
  Alias: {
    id: "{arn}",
    arn: "lambda:{region}:{account}:function:{functionName}:{name}",
    replaces: ["name", "functionName"],
    outputs: { invokeArn: `${invocation}/{arn}/invocations` },
  },
  EventSourceMapping: {
    id: "{uuid}",
    arn: "lambda:{region}:{account}:event-source-mapping:{id}",
    defaults: { enabled: true },
    replaces: ["eventSourceArn", "startingPosition", "startingPositionTimestamp", "topics"],
    outputs: {
      uuid: "{id}",
      functionArn: "arn:{partition}:lambda:{region}:{account}:function:{functionName}",
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      lastModified: CREATED_AT,
      lastProcessingResult: "",
    },
  },
  FunctionUrl: {
    id: ({ qualifier }) => (qualifier === undefined ? "{functionName}" : "{functionName}/{qualifier}"),
    defaults: { invokeMode: "BUFFERED" },
    validate: { authorizationType: oneOf("AWS_IAM", "NONE"), invokeMode: oneOf("BUFFERED", "RESPONSE_STREAM") },
    replaces: ["functionName", "qualifier"],
    outputs: {
      urlId: "{alnum32}",
      functionUrl: "https://{urlId}.lambda-url.{region}.on.aws/",
      functionArn: "arn:{partition}:lambda:{region}:{account}:function:{functionName}",
    },
  },
  FunctionEventInvokeConfig: {
    id: ({ qualifier }) => (qualifier === undefined ? "{functionName}" : "{functionName}:{qualifier}"),
    validate: { maximumRetryAttempts: range(0, 2), maximumEventAgeInSeconds: range(60, 21600) },
    replaces: ["functionName", "qualifier"],
  },
  /** What a function answers cannot be known without running it. */
  Invocation: {
    id: "{functionName}_$LATEST_{hex32}",
    defaults: { lifecycleScope: "CREATE_ONLY", qualifier: "$LATEST" },
    replaces: ["functionName", "input", "qualifier", "triggers"],
    outputs: { result: "{}" },
  },
  LayerVersion: {
    id: "{arn}",
    autoname: false,
    arn: "lambda:{region}:{account}:layer:{layerName}:1",
    replaces: ["code", "compatibleArchitectures", "compatibleRuntimes", "layerName", "s3Bucket", "s3Key"],
    outputs: {
      version: "1",
      layerArn: "arn:{partition}:lambda:{region}:{account}:layer:{layerName}",
      createdDate: CREATED_AT,
    },
  },
  ProvisionedConcurrencyConfig: { id: "{functionName},{qualifier}", replaces: ["functionName", "qualifier"] },
  CodeSigningConfig: {
    id: "{arn}",
    arn: "lambda:{region}:{account}:code-signing-config:csc-{hex17:csc}",
    outputs: { configId: "csc-{hex17:csc}" },
  },
});
