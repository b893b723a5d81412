/** One thing that a deployment creates inside OpenSearch: an index, or a role of a domain with its one member. */
export type SetupTask =
  | {
      readonly kind: "index";
      /** Name of the index. */
      readonly index: string;
      /** Settings and mappings of the index. */
      readonly body: unknown;
    }
  | {
      readonly kind: "role";
      /** Name of the role inside the domain. */
      readonly name: string;
      /** ARN of the IAM role that is its member. */
      readonly principal: string;
      /** Index, or pattern of indexes, that the role has access to. */
      readonly index: string;
      /** Action groups of OpenSearch: https://docs.opensearch.org/latest/security/access-control/default-action-groups/ */
      readonly clusterActions: readonly string[];
      /** Action groups on the index. */
      readonly indexActions: readonly string[];
    };
