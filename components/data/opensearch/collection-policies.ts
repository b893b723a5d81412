import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * Permissions on an index of OpenSearch Serverless, as data access policies name them:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html (read 2026-11).
 */
export const INDEX_PERMISSIONS = {
  search: ["aoss:DescribeIndex", "aoss:ReadDocument"],
  write: ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"],
  /** Creates the index, and reads none of its documents. */
  setup: ["aoss:CreateIndex", "aoss:DescribeIndex"],
} as const;

/** Format of the names of collections and policies of OpenSearch Serverless. */
export const COLLECTION_NAME = /^[a-z][a-z0-9-]{2,31}$/;

/** Encryption policy of a collection, with a customer managed key. It must exist before the collection. */
export function encryptionPolicy(collection: string, keyArn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Rules: [{ ResourceType: "collection", Resource: [`collection/${collection}`] }],
    AWSOwnedKey: false,
    KmsARN: keyArn,
  });
}

/** Network policy of a collection: access from Bedrock and from one VPC endpoint only, and none to dashboards. */
export function networkPolicy(collection: string, endpointId: pulumi.Input<string>): pulumi.Output<string> {
  const Rules = [{ ResourceType: "collection", Resource: [`collection/${collection}`] }];
  return pulumi.jsonStringify([
    { Rules, AllowFromPublic: false, SourceServices: ["bedrock.amazonaws.com"] },
    { Rules, AllowFromPublic: false, SourceVPCEs: [endpointId] },
  ]);
}

/**
 * Data access policy that allows principals to use one index.
 * @param permissions One list of {@link INDEX_PERMISSIONS}.
 */
export function indexPolicy(
  collection: string,
  index: string,
  permissions: readonly string[],
  principals: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  return pulumi.jsonStringify([
    {
      Rules: [{ ResourceType: "index", Resource: [`index/${collection}/${index}`], Permission: permissions }],
      Principal: principals,
    },
  ]);
}

/**
 * Name of a principal's data access policy. A digest stands for the purpose, because names have at most 32 characters.
 */
export function accessPolicyName(collection: string, purpose: string): string {
  const digest = createHash("sha256").update(`${collection}/${purpose}`).digest("hex").slice(0, 8);
  return `${collection.slice(0, 23)}-${digest}`;
}
