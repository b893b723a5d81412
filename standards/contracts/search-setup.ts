/** What a deployment creates inside OpenSearch: an index, or a role of a domain with its one member. */
export type SetupTask =
  | { readonly kind: "index"; readonly index: string; readonly body: unknown }
  | {
      readonly kind: "role";
      /** Name of the domain's own role. */
      readonly name: string;
      /** ARN of the IAM role that has it. */
      readonly principal: string;
      readonly index: string;
      /** OpenSearch's action groups: https://docs.opensearch.org/latest/security/access-control/default-action-groups/ */
      readonly clusterActions: readonly string[];
      readonly indexActions: readonly string[];
    };
