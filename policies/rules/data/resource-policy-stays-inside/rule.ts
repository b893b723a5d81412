import { isSet } from "../../../core/properties";
import type { Estate, Rule, Verdict } from "../../../core/rule";
import { BUCKETS } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { readDocument } from "../../../readers/iam/document";
import { answersToExternalPrincipals } from "../../../readers/iam/external-principals";
import { curesOfOpenDocument } from "../../../readers/iam/open-document-cures";

/** Where each type keeps its policy, and an action that stands for all where a statement names none. */
const POLICIES: Readonly<Record<string, readonly [property: string, action: string]>> = {
  "aws:s3/bucketPolicy:BucketPolicy": ["policy", "s3:GetObject"],
  "aws:s3control/accessPointPolicy:AccessPointPolicy": ["policy", "s3:GetObject"],
  "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": ["policy", "s3vectors:GetVectors"],
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": ["resourcePolicy", "s3tables:GetTableData"],
  "aws:sqs/queue:Queue": ["policy", "sqs:SendMessage"],
  "aws:sqs/queuePolicy:QueuePolicy": ["policy", "sqs:SendMessage"],
  "aws:sns/topic:Topic": ["policy", "sns:Publish"],
  "aws:sns/topicPolicy:TopicPolicy": ["policy", "sns:Publish"],
  "aws:secretsmanager/secret:Secret": ["policy", "secretsmanager:GetSecretValue"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy", "secretsmanager:GetSecretValue"],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy", "ecr:BatchGetImage"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["policy", "elasticfilesystem:ClientRootAccess"],
  "aws:dynamodb/resourcePolicy:ResourcePolicy": ["policy", "dynamodb:GetItem"],
  "aws:kinesis/resourcePolicy:ResourcePolicy": ["policy", "kinesis:GetRecords"],
  "aws:backup/vaultPolicy:VaultPolicy": ["policy", "backup:CopyIntoBackupVault"],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["policy", "events:PutEvents"],
  "aws:glue/resourcePolicy:ResourcePolicy": ["policy", "glue:GetTable"],
  "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": ["policy", "bedrock-agentcore:InvokeAgentRuntime"],
  "aws-native:sqs:QueuePolicy": ["policyDocument", "sqs:SendMessage"],
  "aws-native:sns:TopicPolicy": ["policyDocument", "sns:Publish"],
  "aws-native:secretsmanager:ResourcePolicy": ["resourcePolicy", "secretsmanager:GetSecretValue"],
};

/** See why.md. */
export const rule: Rule = {
  id: "resource-policy-stays-inside",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: "anything",
  title:
    "A policy of a queue, topic, secret, repository or file system lets in nobody from outside of the organisation",
  scope: "stack",
  types: Object.keys(POLICIES),

  judge: hygiene((resource, estate): Verdict => {
    const [property, action] = POLICIES[resource.type] ?? ["policy", "*"];
    if (!isSet(resource, property)) return { outcome: "not-applicable", reason: "it has no policy of its own" };
    if (estate.references(resource, "bucket", BUCKETS).found.length > 0) {
      return { outcome: "not-applicable", reason: "its bucket is judged with it" };
    }
    const answersIn = (surroundings: Estate) =>
      answersToExternalPrincipals(readDocument(resource.props[property]) ?? [], action, surroundings);
    const answers = answersIn(estate);
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${resource.name} lets in callers from outside of the organisation`,
        required: "principals of the organisation: a condition on aws:PrincipalOrgID, or roles of its own accounts",
        fix: "name the role or the source, or add StringEquals aws:PrincipalOrgID to the statement",
        // The policy of a bucket that is still to come is judged with that bucket.
        cures: isSet(resource, "bucket")
          ? "anything"
          : curesOfOpenDocument(resource.props[property], estate, (own) => answersIn(own).includes("allowed")),
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the policy is not known yet" };
    return { outcome: "pass" };
  }),
};
