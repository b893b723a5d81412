import type { Rule } from "../../core/rule";
import { rule as accessGrantStaysInside } from "./access-grant-stays-inside/rule";
import { rule as agentcoreMemoryExpires } from "./agentcore-memory-expires/rule";
import { rule as auditTrailStoreIsLocked } from "./audit-trail-store-is-locked/rule";
import { rule as backupRetentionFollowsClassification } from "./backup-retention-follows-classification/rule";
import { rule as backupVaultIsLocked } from "./backup-vault-is-locked/rule";
import { rule as dataFlowKeepsClassification } from "./data-flow-keeps-classification/rule";
import { rule as dataStaysResident } from "./data-stays-resident/rule";
import { rule as dataStoreIsClassified } from "./data-store-is-classified/rule";
import { rule as dataStoreIsEncrypted } from "./data-store-is-encrypted/rule";
import { rule as dataStoreIsPrivate } from "./data-store-is-private/rule";
import { rule as dynamodbTableItemsExpire } from "./dynamodb-table-items-expire/rule";
import { rule as encryptionKeyStaysInside } from "./encryption-key-stays-inside/rule";
import { rule as kmsKeyPolicyStaysInside } from "./kms-key-policy-stays-inside/rule";
import { rule as knowledgeBaseForgetsItsSource } from "./knowledge-base-forgets-its-source/rule";
import { rule as knowledgeBaseWaitsForItsAccess } from "./knowledge-base-waits-for-its-access/rule";
import { rule as outputStoreIsSeparate } from "./output-store-is-separate/rule";
import { rule as resourcePolicyStaysInside } from "./resource-policy-stays-inside/rule";
import { rule as s3BucketAccessIsLogged } from "./s3-bucket-access-is-logged/rule";
import { rule as s3BucketDemandsTls } from "./s3-bucket-demands-tls/rule";
import { rule as s3BucketIsPrivate } from "./s3-bucket-is-private/rule";
import { rule as s3BucketKeyFollowsClassification } from "./s3-bucket-key-follows-classification/rule";
import { rule as s3BucketLockFollowsClassification } from "./s3-bucket-lock-follows-classification/rule";
import { rule as s3BucketObjectsExpire } from "./s3-bucket-objects-expire/rule";
import { rule as s3BucketPolicyStaysInside } from "./s3-bucket-policy-stays-inside/rule";
import { rule as s3BucketVersionsFollowClassification } from "./s3-bucket-versions-follow-classification/rule";
import { rule as settingHasOneWriter } from "./setting-has-one-writer/rule";
import { rule as storeRetentionFollowsClassification } from "./store-retention-follows-classification/rule";

export const dataRules: readonly Rule[] = [
  accessGrantStaysInside,
  agentcoreMemoryExpires,
  auditTrailStoreIsLocked,
  backupRetentionFollowsClassification,
  backupVaultIsLocked,
  dataFlowKeepsClassification,
  dataStaysResident,
  dataStoreIsClassified,
  dataStoreIsEncrypted,
  dataStoreIsPrivate,
  dynamodbTableItemsExpire,
  encryptionKeyStaysInside,
  kmsKeyPolicyStaysInside,
  knowledgeBaseForgetsItsSource,
  knowledgeBaseWaitsForItsAccess,
  outputStoreIsSeparate,
  resourcePolicyStaysInside,
  s3BucketAccessIsLogged,
  s3BucketDemandsTls,
  s3BucketIsPrivate,
  s3BucketKeyFollowsClassification,
  s3BucketLockFollowsClassification,
  s3BucketObjectsExpire,
  s3BucketPolicyStaysInside,
  s3BucketVersionsFollowClassification,
  settingHasOneWriter,
  storeRetentionFollowsClassification,
];
