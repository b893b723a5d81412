import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { uuid } from "../pseudo-random";
import { service } from "./kit/service";
import { matches, oneOf, policy, range } from "./kit/validators";

export const kms = service(
  "kms",
  {
    Key: {
      id: ({ multiRegion }) => (multiRegion === true ? "mrk-{hex32}" : "{uuid}"),
      arn: "kms:{region}:{account}:key/{id}",
      defaults: {
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        enableKeyRotation: false,
        isEnabled: true,
        keyUsage: "ENCRYPT_DECRYPT",
      },
      validate: {
        policy,
        deletionWindowInDays: range(7, 30),
        rotationPeriodInDays: range(90, 2560),
        keyUsage: oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
      },
      replaces: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
      outputs: ({ properties: { enableKeyRotation } }) => ({
        keyId: "{id}",
        multiRegion: false,
        description: "",
        rotationPeriodInDays: enableKeyRotation === true ? 365 : 0,
        policy:
          '{"Id":"key-default-1","Statement":[{"Action":"kms:*","Effect":"Allow","Principal":{"AWS":"arn:{partition}:iam::{account}:root"},"Resource":"*","Sid":"Enable IAM User Permissions"}],"Version":"2012-10-17"}',
      }),
    },
    ReplicaKey: {
      id: "mrk-{hex32}",
      arn: "kms:{region}:{account}:key/{id}",
      replaces: ["primaryKeyArn"],
      outputs: { keyId: "{id}", keyUsage: "ENCRYPT_DECRYPT", keySpec: "SYMMETRIC_DEFAULT" },
    },
    Alias: {
      autoname: { maxLength: 238, prefix: "alias/" },
      arn: "kms:{region}:{account}:{name}",
      validate: {
        name: matches(/^alias\/(?!aws\/)[\w/-]+$/, "name must begin with 'alias/' and not with 'alias/aws/'"),
      },
      replaces: ["name", "namePrefix"],
      outputs: ({ properties: { targetKeyId } }) => ({
        targetKeyArn:
          typeof targetKeyId === "string" && targetKeyId.startsWith("arn:")
            ? targetKeyId
            : "arn:{partition}:kms:{region}:{account}:key/{targetKeyId}",
      }),
    },
    KeyPolicy: { id: "{keyId}", documents: ["policy"], validate: { policy }, replaces: ["keyId"] },
    Grant: {
      id: "{keyId}:{hex32}{hex32:tail}",
      replaces: ["granteePrincipal", "keyId", "name", "operations", "retiringPrincipal"],
      outputs: { grantId: "{hex32}{hex32:tail}" },
    },
  },
  {
    /** By id, ARN or alias; which policy it has is not known. */
    getAlias: {
      id: "arn:{partition}:kms:{region}:{account}:{name}",
      arn: "{id}",
      targetKeyId: "{uuid}",
      targetKeyArn: "arn:{partition}:kms:{region}:{account}:key/{targetKeyId}",
    },
    getKey: ({ args, account: { accountId, partition, region } }) => {
      const given = String(args.keyId);
      const id = /^[0-9a-f-]{36}$|^mrk-/.exec(given.split("/").at(-1) ?? "")?.[0] ?? uuid(given);
      const owner = given.startsWith("arn:") ? String(given.split(":")[4]) : accountId;
      const place = given.startsWith("arn:") ? given.split(":")[3] : region;
      const arn = `arn:${partition}:kms:${place}:${owner}:key/${id}`;
      const keyManager = /(^|:)alias\/aws\//.test(given) ? "AWS" : UNKNOWN_VALUE;
      const symmetric = { keySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT", origin: "AWS_KMS" };
      return { id, arn, awsAccountId: owner, enabled: true, keyState: "Enabled", keyManager, ...symmetric };
    },
  },
);
