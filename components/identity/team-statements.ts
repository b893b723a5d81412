import type { Standard } from "@plinth/standards";
import { INVOCATION_ACTIONS } from "./invocation-actions";
import type { Statement } from "./policy-document";
import { approvedInference } from "./service-control-statements";

/** Ids of accounts, by the kind of environments in them. */
export interface AccountKinds {
  /** Ids of accounts with production environments. */
  readonly production: readonly string[];
  /** Ids of accounts without. */
  readonly nonProduction: readonly string[];
}

/** Reads health metrics and configuration, but neither data nor log events. Invokes no model. */
export function observerStatements(): Statement[] {
  return [healthStatement(), { Sid: "NoInference", Effect: "Deny", Action: [...INVOCATION_ACTIONS], Resource: "*" }];
}

/**
 * Reads health metrics and logs, and invokes approved models, in non-production accounts only. Explicit denies cover
 * production, including requests from non-production accounts and mistaken assignments.
 */
export function developerStatements(
  standard: Standard,
  partition: string,
  { production, nonProduction }: AccountKinds,
): Statement[] {
  const inNonProduction = { StringEquals: { "aws:PrincipalAccount": [...nonProduction] } };
  const denied = { Effect: "Deny", Action: [...INVOCATION_ACTIONS], Resource: "*" } as const;
  return [
    healthStatement(),
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

function healthStatement(): Statement {
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
