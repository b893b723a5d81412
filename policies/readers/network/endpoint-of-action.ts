/**
 * Which of several endpoints of one service an action travels through: the first whose pattern its name matches. The names
 * are those of the operations of the SDK's clients, one client for each endpoint; a unit test holds them against the clients.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html (read 2026-11).
 */
const BY_NAME: Readonly<Record<string, readonly (readonly [endpoint: string, name: RegExp])[]>> = {
  bedrock: [
    [
      "bedrock-runtime",
      /^(InvokeModel(?!.*Job)|Converse|ApplyGuardrail|InvokeGuardrailChecks|CountTokens|(Start|Get|List)AsyncInvoke)/i,
    ],
    ["bedrock-data-automation-runtime", /^(InvokeDataAutomation|GetDataAutomationStatus)/i],
    ["bedrock-data-automation", /(DataAutomation(Project|Library)|Blueprint)/i],
    [
      "bedrock-agent-runtime",
      /^(Retrieve|AgenticRetrieve|Invoke(Inline)?Agent|InvokeFlow|Rerank$|GenerateQuery|OptimizePrompt|(Delete|Get)AgentMemory|(Create|Get|List|Update|End|Delete)(Session|Invocation)|PutInvocationStep|CheckIngestedDocument|GetDocumentContent|GetIngestedDocument|(Start|Stop|Get|List)(FlowExecution|ExecutionFlow))/i,
    ],
    ["bedrock-agent", /(IngestionJob|KnowledgeBase|DataSource|Agent|Flow|Prompt(?!Router))/i],
    ["bedrock", /./],
  ],
  "bedrock-agentcore": [
    ["bedrock-agentcore-gateway", /^InvokeGateway/i],
    [
      "bedrock-agentcore-control",
      /^(Create|Update|Delete|Get|List|Put|Synchronize|Set|Start)(AgentRuntime|Gateway|Memor(y|ies)$|Browsers?$|BrowserProfile|CodeInterpreters?$|WorkloadIdentit|ApiKeyCredential|Oauth2Credential|Polic|Evaluator|OnlineEvaluation|Harness|Registr|TokenVault|ResourcePolicy)/i,
    ],
    ["bedrock-agentcore", /./],
  ],
  sagemaker: [
    ["sagemaker-runtime", /^InvokeEndpoint/i],
    ["sagemaker-api", /./],
  ],
  states: [
    ["sync-states", /^StartSyncExecution/i],
    ["states", /./],
  ],
  cloudwatch: [["monitoring", /./]],
  lambda: [["lambda", /^Invoke/i]],
};

/** Services with one endpoint, which is called as their prefix is, and whose actions code itself requests. */
const BY_PREFIX: ReadonlySet<string> = new Set([
  "aoss",
  "bedrock-mantle",
  "dynamodb",
  "events",
  "execute-api",
  "rds-data",
  "s3",
  "s3vectors",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "sts",
  "textract",
]);

/**
 * What others do in the place of code: pollers of Lambda read queues, and consoles look at buckets.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html (read 2026-11).
 */
const BY_OTHERS =
  /^(sqs:(ReceiveMessage|DeleteMessage|GetQueue\w*|ChangeMessageVisibility)|s3:(ListAllMyBuckets|GetBucketLocation)|dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams))/i;

/** The endpoint, by its name in the standard's catalogue, that code needs for an action; undefined if it needs none. */
export function endpointOfAction(action: string): string | undefined {
  if (BY_OTHERS.test(action)) return undefined;
  const [prefix = "", name = ""] = action.split(":", 2);
  const service = prefix.toLowerCase();
  if (BY_PREFIX.has(service)) return service;
  return BY_NAME[service]?.find(([, pattern]) => pattern.test(name))?.[0];
}
