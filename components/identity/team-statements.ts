import type { Standard } from "@plinth/standards";
import { INVOCATION_ACTIONS } from "./invocation-actions";
import type { Statement } from "./policy-document";
import { approvedInference } from "./service-control-statements";

/** Accounts by what runs in them. */
export interface AccountKinds {
  readonly production: readonly string[];
  readonly nonProduction: readonly string[];
}

/** Sees how a workload does, but neither its data nor what its logs say; reaches no model. */
export function observerStatements(): Statement[] {
  return [seeHealth(), { Sid: "NoInference", Effect: "Deny", Action: [...INVOCATION_ACTIONS], Resource: "*" }];
}

/**
 * Sees health and logs, and tries approved models, in non-production accounts only. What reaches into production, from
 * there or by an assignment too many, is denied by every route.
 */
export function developerStatements(
  standard: Standard,
  partition: string,
  { production, nonProduction }: AccountKinds,
): Statement[] {
  const inNonProduction = { StringEquals: { "aws:PrincipalAccount": [...nonProduction] } };
  const denied = { Effect: "Deny", Action: [...INVOCATION_ACTIONS], Resource: "*" } as const;
  return [
    seeHealth(),
    {
      Sid: "ReadLogs",
      Effect: "Allow",
      Action: ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetQueryResults", "logs:StartQuery"],
      Resource: "*",
      Condition: inNonProduction,
    },
    {
      Sid: "TryApprovedModels",
      Effect: "Allow",
      Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      Resource: approvedInference(standard, partition),
      Condition: inNonProduction,
    },
    {
      ...denied,
      Sid: "NoInferenceInProduction",
      Condition: { StringEquals: { "aws:PrincipalAccount": [...production] } },
    },
    {
      ...denied,
      Sid: "NoInferenceIntoProduction",
      Condition: { StringEquals: { "aws:ResourceAccount": [...production] } },
    },
  ];
}

function seeHealth(): Statement {
  return {
    Sid: "SeeHealth",
    Effect: "Allow",
    Action: [
      "bedrock:Get*",
      "bedrock:List*",
      "budgets:ViewBudget",
      "cloudwatch:Describe*",
      "cloudwatch:Get*",
      "cloudwatch:List*",
      "lambda:GetFunctionConfiguration",
      "lambda:List*",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "states:DescribeStateMachine",
      "states:List*",
      "tag:GetResources",
      "xray:BatchGetTraceSummaryById",
      "xray:GetServiceGraph",
      "xray:GetTraceSummaries",
    ],
    Resource: "*",
  };
}
