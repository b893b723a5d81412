import type { Workload } from "@plinth/standards";
import { getCertificateOutput } from "@pulumi/aws/acm/getCertificate";
import type * as pulumi from "@pulumi/pulumi";
import { standardTags } from "../plinth-component";

/**
 * The certificate that AWS Certificate Manager issued last with the standard's four tags of the workload on it: who made
 * the workload's name in DNS made it as well.
 * @returns Its ARN.
 */
export function workloadCertificate(workload: Workload, opts: pulumi.InvokeOptions): pulumi.Output<string> {
  const tags = standardTags(workload, workload.classification);
  return getCertificateOutput({ tags, statuses: ["ISSUED"], mostRecent: true }, opts).arn;
}
