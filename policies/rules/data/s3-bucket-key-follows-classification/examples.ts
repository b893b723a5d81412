import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, tagged, unclassified } from "../example-buckets";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const encryption = (applyServerSideEncryptionByDefault: unknown) =>
  configured("ServerSideEncryptionConfiguration", { rules: [{ applyServerSideEncryptionByDefault }] });
const confidential = bucket("confidential");

const underKeyOf = (workload: string) => [
  confidential,
  {
    ...encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "key" }),
    refersTo: { bucket: "answers", rules: "key" },
  },
  { type: "aws:kms/key:Key", name: "key", props: { tags: tagged("confidential", { workload }) } },
];

export const examples: RuleExample[] = [
  { title: "a key that the run makes for the workload", resources: underKeyOf("support"), outcome: "pass" },
  { title: "near miss: the key of another workload", resources: underKeyOf("claims"), outcome: "violation" },
  {
    title: "a key of the workload",
    resources: [confidential, encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY })],
    outcome: "pass",
  },
  {
    title: "a key whose id is not known yet",
    resources: [confidential, encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN })],
    outcome: "pass",
  },
  { title: "nothing said", resources: [confidential], outcome: "violation" },
  { title: "S3's own key", resources: [confidential, encryption({ sseAlgorithm: "AES256" })], outcome: "violation" },
  {
    title: "near miss: KMS with AWS's own key",
    resources: [confidential, encryption({ sseAlgorithm: "aws:kms" })],
    outcome: "violation",
  },
  {
    title: "near miss: AWS's own key by its alias",
    resources: [confidential, encryption({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" })],
    outcome: "violation",
  },
  {
    title: "written inside the bucket",
    resources: [
      bucket("restricted", {
        serverSideEncryptionConfiguration: {
          rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: KEY } },
        },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "the algorithm is not known yet",
    resources: [confidential, encryption({ sseAlgorithm: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "internal data", resources: [bucket("internal")], outcome: "not-applicable" },
  { title: "a bucket that says nothing about its data", resources: [unclassified], outcome: "not-applicable" },
  {
    title: "the other provider's bucket",
    resources: [
      {
        ...bucket("confidential", {
          bucketEncryption: {
            serverSideEncryptionConfiguration: [
              { serverSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY } },
            ],
          },
        }),
        type: "aws-native:s3:Bucket",
      },
    ],
    outcome: "pass",
  },
];
