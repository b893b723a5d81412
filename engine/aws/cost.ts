import { service } from "./kit/service";
import { oneOf } from "./kit/validators";

export const budgets = service("budgets", {
  Budget: {
    id: "{account}:{name}",
    arn: "budgets::{account}:budget/{name}",
    validate: {
      budgetType: oneOf(
        ...["USAGE", "COST", "RI_UTILIZATION", "RI_COVERAGE", "SAVINGS_PLANS_UTILIZATION", "SAVINGS_PLANS_COVERAGE"],
      ),
      timeUnit: oneOf("DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"),
    },
    replaces: ["name", "namePrefix", "accountId"],
    outputs: { accountId: "{account}", timePeriodStart: "2026-01-01_00:00" },
  },
  BudgetAction: { id: "{account}:{uuid}:{budgetName}", replaces: ["budgetName", "actionType"] },
});

export const costexplorer = service("costexplorer", {
  AnomalyMonitor: {
    id: "{arn}",
    arn: "ce::{account}:anomalymonitor/{uuid:monitor}",
    replaces: ["monitorType", "monitorSpecification"],
  },
  AnomalySubscription: { id: "{arn}", arn: "ce::{account}:anomalysubscription/{uuid:subscription}" },
  CostAllocationTag: { id: "{tagKey}", replaces: ["tagKey"] },
});
