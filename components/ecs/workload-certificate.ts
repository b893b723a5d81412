import type { Workload } from "@plinth/standards";
import { Certificate } from "@pulumi/aws/acm/certificate";
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

/**
 * A name that a certificate which exists already is for; of all those below a domain, the workload's.
 * @returns `assistant.example.com`
 */
export function certifiedName(
  name: string,
  workload: Workload,
  certificateArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { domainName } = Certificate.get(name, certificateArn, undefined, opts);
  return domainName.apply((known) => known.replace(/^\*/, workload.name));
}
