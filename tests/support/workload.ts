import { loadStandard, type Workload } from "@plinth/standards";

/** The workload that component tests build for; a test changes one member. */
export const workload: Workload = {
  name: "support",
  owner: "customer-care",
  environment: "prod",
  classification: "confidential",
  accountId: "210987654321",
  region: "eu-west-1",
  partition: "aws",
  standard: loadStandard(),
};
