import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../identity/policy-document";
import { workloadPath } from "../../identity/principals";

/** @internal Permissions of OpenSearch's access control, and the paths below the index by IAM action. */
export const DOMAIN_GRANTS = {
  search: {
    clusterActions: ["cluster_composite_ops_ro"],
    indexActions: ["read"],
    paths: { ESHttpGet: ["_doc/*", "_search"], ESHttpPost: ["_count", "_mget", "_search"] },
  },
  write: {
    clusterActions: ["cluster_composite_ops"],
    indexActions: ["crud"],
    paths: {
      ESHttpGet: ["_doc/*", "_search"],
      ESHttpPost: ["_bulk", "_count", "_doc", "_mget", "_search", "_update/*"],
      ESHttpPut: ["_bulk", "_doc/*"],
      ESHttpDelete: ["_doc/*"],
    },
  },
} as const;

/** @internal Access policy of a domain: roles of the workload, within their own permissions. */
export function domainAccessPolicy(workload: Workload, domainName: string): pulumi.Output<string> {
  const { partition, region, accountId } = workload;
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"],
      Resource: `arn:${partition}:es:${region}:${accountId}:domain/${domainName}/*`,
      Condition: {
        ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${accountId}:role${workloadPath(workload)}*` },
      },
    },
  ]);
}
