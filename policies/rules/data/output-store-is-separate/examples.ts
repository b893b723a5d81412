import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, document, inlinePolicy, role } from "../../identity/example-iam";
import { MODEL } from "../../model-access/example-models";
import { bucket, configured, model } from "../example-buckets";

const outputs = bucket("confidential", {}, { "plinth:store": "output" });
const documents = { ...bucket("confidential", { bucket: "documents" }), name: "documents" };
const key = (name: string) => ({ type: "aws:kms/key:Key", name, props: {} });
const encrypted = (of: string, keyName: string) =>
  configured(
    "ServerSideEncryptionConfiguration",
    { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyName } }] },
    of,
  );
const encryptedBy = (of: string, keyName: string) => ({
  ...encrypted(of, keyName),
  refersTo: { bucket: of, rules: keyName },
});
const job = (input: string, output: string) => ({
  type: "aws:bedrockmodel/invocationJob:InvocationJob",
  name: "batch",
  props: {
    inputDataConfig: { s3InputDataConfig: { s3Uri: input } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: output } },
  },
});
const dataSource = {
  type: "aws:bedrock/agentDataSource:AgentDataSource",
  name: "documents-source",
  props: { dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: "answers" } } },
  refersTo: { dataSourceConfiguration: "answers" },
};
const records = (settings: object = {}) => ({
  type: "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  name: "records",
  props: { loggingConfig: { s3Config: { bucketName: "answers" }, ...settings } },
  refersTo: { loggingConfig: "answers" },
});
const handler = (...statements: readonly object[]) => [
  role("handler"),
  inlinePolicy("handler", document(allow("bedrock:InvokeModel", MODEL), ...statements)),
];
const plain = bucket("confidential");

export const examples: RuleExample[] = [
  {
    title: "outputs in a bucket and under a key of their own",
    resources: [
      outputs,
      encryptedBy("answers", "output-key"),
      key("output-key"),
      documents,
      encryptedBy("documents", "source-key"),
      key("source-key"),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "one key for outputs and sources",
    resources: [outputs, encryptedBy("answers", "key"), documents, encryptedBy("documents", "key"), key("key"), model],
    outcome: "violation",
  },
  {
    title: "one key of another stack",
    resources: [
      outputs,
      encrypted("answers", "arn:aws:kms:eu-west-1:210987654321:key/1"),
      documents,
      encrypted("documents", "arn:aws:kms:eu-west-1:210987654321:key/1"),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: both are encrypted with S3's own key",
    resources: [outputs, documents, model],
    outcome: "pass",
  },
  {
    title: "near miss: a log store has the outputs' key",
    resources: [
      outputs,
      encryptedBy("answers", "key"),
      { ...bucket("confidential", { bucket: "logs" }, { "plinth:store": "log" }), name: "logs" },
      encryptedBy("logs", "key"),
      key("key"),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a batch job that answers below another prefix of the same bucket",
    resources: [plain, job("s3://answers/questions/", "s3://answers/replies/")],
    outcome: "violation",
  },
  {
    title: "a batch job from one bucket to another",
    resources: [plain, documents, job("s3://documents/questions/", "s3://answers/replies/")],
    outcome: "pass",
  },
  {
    title: "invocation records among the documents of a knowledge base",
    resources: [plain, dataSource, records()],
    outcome: "violation",
  },
  {
    title: "near miss: records without what was asked and answered",
    resources: [
      plain,
      dataSource,
      records({
        textDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: false,
        videoDataDeliveryEnabled: false,
        embeddingDataDeliveryEnabled: false,
      }),
    ],
    outcome: "not-applicable",
  },
  {
    title: "an output store that a knowledge base reads",
    resources: [outputs, dataSource],
    outcome: "violation",
  },
  {
    title: "a function that reads below one prefix and writes below another",
    resources: [
      plain,
      ...handler(
        allow("s3:GetObject", "arn:aws:s3:::answers/documents/*"),
        allow("s3:PutObject", "arn:aws:s3:::answers/replies/*"),
      ),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a function that keeps its state below one prefix",
    resources: [plain, ...handler(allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::answers/state/*"))],
    outcome: "not-applicable",
  },
  {
    title: "a kind that is not known yet",
    resources: [bucket("confidential", {}, { "plinth:store": UNKNOWN }), model],
    outcome: "undetermined",
  },
  {
    title: "tags that are not known yet",
    resources: [{ ...plain, props: { bucket: "answers", tags: UNKNOWN } }, model],
    outcome: "undetermined",
  },
  {
    title: "a key that is not known yet",
    resources: [
      outputs,
      encrypted("answers", "arn:aws:kms:eu-west-1:210987654321:key/1"),
      documents,
      configured(
        "ServerSideEncryptionConfiguration",
        { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN } }] },
        "documents",
      ),
      model,
    ],
    outcome: "undetermined",
  },
  { title: "a store of sources", resources: [plain, model], outcome: "not-applicable" },
  {
    title: "a program that has nothing to do with models",
    resources: [{ ...plain, props: { bucket: "answers" } }],
    outcome: "not-applicable",
  },
];
