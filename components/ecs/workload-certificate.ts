import type { Workload } from "@plinth/standards";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { getCertificateOutput } from "@pulumi/aws/acm/getCertificate";
import type * as pulumi from "@pulumi/pulumi";
import { standardTags } from "../plinth-component";

/**
 * Looks up the most recently issued certificate in AWS Certificate Manager that has the four standard tags of the workload.
 * The team that manages the workload's DNS record creates it.
 * @returns ARN of the certificate.
 */
export function workloadCertificate(workload: Workload, opts: pulumi.InvokeOptions): pulumi.Output<string> {
  const tags = standardTags(workload, workload.classification);
  return getCertificateOutput({ tags, statuses: ["ISSUED"], mostRecent: true }, opts).arn;
}

/**
 * Domain name of an existing certificate. In a wildcard name, the workload's name replaces the asterisk.
 * @param name Logical name of the resource that reads the certificate.
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
