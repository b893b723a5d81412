import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { typesWith } from "@plinth/policies/readers/resource/type-facts";
import { GRANT_TYPES, grantPathsOf } from "../../../../../policies/readers/iam/access-grants";
import {
  BUS_PERMISSION,
  FUNCTION_PERMISSION,
  LAYER_PERMISSION,
} from "../../../../../policies/readers/iam/lambda-permissions";
import { INERT_DOCUMENT_TYPES, RESOURCE_POLICY_TYPES } from "../../../../../policies/readers/iam/resource-policies";

/** Arguments that name accounts and principals and give nobody access, by the reason: `module/type.argument`. */
const INERT_ARGUMENTS: readonly (readonly [reason: string, argument: RegExp])[] = [
  [
    "the resource's own account",
    /^(account|budgets|costexplorer|s3control|quicksight)\/\w+\.(accountId|awsAccountId)$/,
  ],
  ["the resource's own account", /^(s3\/(accessPoint|accountPublicAccessBlock)|redshift\/partner)\.accountId$/],
  ["an account that a template is rolled out to", /^cloudformation\/stackSetInstance\.accountId$/],
  ["an account whose own role runs an experiment", /^fis\/targetAccountConfiguration\.accountId$/],
  [
    "an account of the organisation that security services are administered for, or by",
    /^(cloudtrail\/organizationDelegatedAdminAccount|detective\/(member|organizationAdminAccount)|fms\/adminAccount|guardduty\/member(DetectorFeature)?|inspector2\/(delegatedAdminAccount|memberAssociation)|macie2\/member|organizations\/delegatedAdministrator|securityhub\/member)\.accountId$/,
  ],
  ["accounts that scanning is enabled in", /^inspector2\/enabler\.accountIds$/],
  [
    "a principal of a DataZone domain, which has its own",
    /^datazone\/(environmentProfile\.awsAccountId|policyGrant\.principal)$/,
  ],
  ["a principal whose permission another resource gives", /^lakeformation\/optIn\.principals$/],
  ["AWS Certificate Manager alone", /^acmpca\/permission\.principal$/],
  ["a principal that is left out of a count", /^ecr\/pullTimeUpdateExclusion\.principalArn$/],
  ["a certificate of a device", /^iot\/thingPrincipalAttachment\.principal$/],
  [
    "the account that the namespace is registered for, its own catalogue",
    /^redshift\/namespaceRegistration\.consumerIdentifier$/,
  ],
  ["people of IAM Identity Center", /^ssoadmin\/(account|application)Assignment\.principalId$/],
  ["an organisation of WorkMail", /^workmail\/\w+\.organizationId$/],
];

const NAMES_A_PARTY =
  /^(account(Ids?)?|aws(Account)?Id|awsAccountId|principals?|principalArn|grantee(Principal)?|retiringPrincipal|sharedAccounts|allowedPrincipals|destinationAccount|consumerIdentifier|allowExternalPrincipals|peer(Owner|Account)Id|organization(Arn|Id)|principalId|trustedResourceOwners)$/;

interface Argument {
  readonly type: string;
  readonly name: string;
}

/** Arguments of every resource of @pulumi/aws whose names say that they name a party. */
function argumentsThatNameParties(): readonly Argument[] {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const modules = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !["types", "node_modules", "config"].includes(entry.name),
  );
  return modules.flatMap(({ name: module }) =>
    readdirSync(join(root, module))
      .filter((file) => file.endsWith(".d.ts") && !/^(get|index)/.test(file))
      .flatMap((file) => argumentsOf(join(root, module, file), module)),
  );
}

function argumentsOf(path: string, module: string): readonly Argument[] {
  const text = readFileSync(path, "utf8");
  const [, name = "", body = ""] = /export interface (\w+)Args \{([\s\S]*?)\n\}/.exec(text) ?? [];
  const type = `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
  return [...body.matchAll(/^ {4}(\w+)\??: /gm)]
    .map(([, argument = ""]) => ({ type, name: argument }))
    .filter((argument) => NAMES_A_PARTY.test(argument.name));
}

describe("whoever gets access beside policy documents", () => {
  it("is judged for every argument of @pulumi/aws that names a party, or inert with a reason", () => {
    const statements = [FUNCTION_PERMISSION, LAYER_PERMISSION, BUS_PERMISSION];
    const open = argumentsThatNameParties().filter(({ type, name }) => {
      const judged = statements.includes(type) || grantPathsOf(type).some((path) => path.startsWith(name));
      const argument = `${type.replace(/^aws:/, "").replace(/:.*$/, "")}.${name}`;
      return !judged && !INERT_ARGUMENTS.some(([, inert]) => inert.test(argument));
    });
    assert.deepEqual(
      open.map(({ type, name }) => `${type} ${name}`),
      [],
    );
  });

  it("is named at paths of every type of the table", () => {
    const without = GRANT_TYPES.filter((type) => grantPathsOf(type).length === 0);
    assert.deepEqual(without, ["aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy"]);
  });
});

describe("policies of resources", () => {
  it("are judged for every type with a policy document, or inert with a reason", () => {
    const types = typesWith("policyDocuments").filter((type) => type.startsWith("aws:"));
    assert.deepEqual(
      types.filter((type) => RESOURCE_POLICY_TYPES.includes(type) === INERT_DOCUMENT_TYPES.has(type)),
      [],
    );
    const known = new Set([...types, "aws:organizations/policy:Policy"]);
    assert.deepEqual(
      [...INERT_DOCUMENT_TYPES.keys()].filter((type) => !known.has(type)),
      [],
    );
  });

  it("are those of the services that share their resources", () => {
    for (const type of [
      "aws:s3/accessPoint:AccessPoint",
      "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
      "aws:lambda/resourcePolicy:ResourcePolicy",
      "aws:opensearch/domain:Domain",
      "aws:mediastore/containerPolicy:ContainerPolicy",
    ]) {
      assert.ok(RESOURCE_POLICY_TYPES.includes(type), type);
    }
  });
});
