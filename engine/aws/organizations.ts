import { DIGITS, draw, LETTERS } from "../pseudo-random";
import type { Values } from "../simulation";
import { CREATED_AT } from "./kit/conventions";
import { type FunctionContext, service } from "./kit/service";
import { json, length, matches, oneOf } from "./kit/validators";

/** An organisation's ids follow from its management account, so that the data source and the resource agree. */
function organizationIds(accountId: string): { readonly organization: string; readonly root: string } {
  return {
    organization: `o-${draw(accountId, `${DIGITS}${LETTERS}`, 10)}`,
    root: `r-${draw(`${accountId}/root`, `${DIGITS}${LETTERS}`, 4)}`,
  };
}

function organizationOutputs(accountId: string): Values {
  const { organization, root } = organizationIds(accountId);
  const arn = (kind: string) => `arn:{partition}:organizations::${accountId}:${kind}`;
  return {
    arn: arn(`organization/${organization}`),
    masterAccountArn: arn(`account/${organization}/${accountId}`),
    masterAccountEmail: `management@${organization}.example`,
    masterAccountId: accountId,
    masterAccountName: "management",
    roots: [{ arn: arn(`root/${organization}/${root}`), id: root, name: "Root", policyTypes: [] }],
  };
}

function describedOrganization({ account: { accountId, partition } }: FunctionContext): Values {
  const outputs = JSON.stringify(organizationOutputs(accountId)).replaceAll("{partition}", partition);
  return { id: organizationIds(accountId).organization, featureSet: "ALL", ...JSON.parse(outputs) };
}

/** Organisation of an ARN's account; the ARN forms: the service authorization reference of AWS Organizations, 2026-11. */
export const organizations = service(
  "organizations",
  {
    Organization: {
      id: "o-{alnum10}",
      defaults: { featureSet: "ALL" },
      validate: { featureSet: oneOf("ALL", "CONSOLIDATED_BILLING") },
      replaces: [],
      outputs: ({ id, account: { accountId } }) => ({
        ...JSON.parse(
          JSON.stringify(organizationOutputs(accountId)).replaceAll(organizationIds(accountId).organization, id),
        ),
        accounts: [],
        nonMasterAccounts: [],
      }),
    },
    OrganizationalUnit: {
      id: "ou-{alnum4:root}-{alnum8}",
      arn: "organizations::{account}:ou/o-{alnum10:organization}/{id}",
      validate: { name: length(1, 128) },
      replaces: ["parentId"],
    },
    Account: {
      id: "{digit12}",
      arn: "organizations::{account}:account/o-{alnum10:organization}/{id}",
      defaults: { closeOnDeletion: false, createGovcloud: false },
      validate: { name: length(1, 50), email: matches(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be a valid email address") },
      replaces: ["email", "createGovcloud"],
      outputs: {
        govcloudId: "",
        joinedMethod: "CREATED",
        joinedTimestamp: CREATED_AT,
        parentId: "r-{alnum4:root}",
        state: "ACTIVE",
        status: "ACTIVE",
      },
    },
    Policy: {
      id: "p-{alnum8}",
      arn: ({ type }) =>
        `organizations::{account}:policy/o-{alnum10:organization}/${String(type ?? "SERVICE_CONTROL_POLICY").toLowerCase()}/{id}`,
      defaults: { type: "SERVICE_CONTROL_POLICY" },
      validate: { content: json },
      replaces: ["type"],
    },
    PolicyAttachment: { id: "{targetId}:{policyId}", replaces: ["policyId", "targetId"] },
    DelegatedAdministrator: {
      id: "{accountId}/{servicePrincipal}",
      arn: "organizations::{account}:account/o-{alnum10:organization}/{accountId}",
      replaces: ["accountId", "servicePrincipal"],
      outputs: {
        delegationEnabledDate: CREATED_AT,
        email: "{accountId}@accounts.example",
        joinedMethod: "CREATED",
        joinedTimestamp: CREATED_AT,
        name: "{accountId}",
        status: "ACTIVE",
      },
    },
    ResourcePolicy: { id: "rp-{alnum8}", arn: "organizations::{account}:resourcepolicy/o-{alnum10:organization}/{id}" },
  },
  { getOrganization: describedOrganization },
);
