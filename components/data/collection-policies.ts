import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * What one principal may do in one collection of OpenSearch Serverless, in the words of data access policies:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html (read 2026-11).
 */
export const INDEX_PERMISSIONS = {
  search: ["aoss:DescribeIndex", "aoss:ReadDocument"],
  write: ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"],
  /** Of whoever makes the index: not the documents in it. */
  setup: ["aoss:CreateIndex", "aoss:DescribeIndex"],
} as const;

/** Collections, and policies of OpenSearch Serverless, are named so. */
export const COLLECTION_NAME = /^[a-z][a-z0-9-]{2,31}$/;

/** Encrypts a collection with a key of one's own. It must be there before the collection. */
export function encryptionPolicy(collection: string, keyArn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Rules: [{ ResourceType: "collection", Resource: [`collection/${collection}`] }],
    AWSOwnedKey: false,
    KmsARN: keyArn,
  });
}

/** Lets requests through from Bedrock and from one VPC endpoint, and from nowhere else; dashboards from nowhere. */
export function networkPolicy(collection: string, endpointId: pulumi.Input<string>): pulumi.Output<string> {
  const Rules = [{ ResourceType: "collection", Resource: [`collection/${collection}`] }];
  return pulumi.jsonStringify([
    { Rules, AllowFromPublic: false, SourceServices: ["bedrock.amazonaws.com"] },
    { Rules, AllowFromPublic: false, SourceVPCEs: [endpointId] },
  ]);
}

/** Lets principals do some things with one index. */
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

/** Name of a principal's policy: 32 characters are few, so what it is for is told by a digest. */
export function accessPolicyName(collection: string, purpose: string): string {
  const digest = createHash("sha256").update(`${collection}/${purpose}`).digest("hex").slice(0, 8);
  return `${collection.slice(0, 23)}-${digest}`;
}
