import { logRetentionDays, type Workload } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { physicalName, standardTags } from "../plinth-component";

/**
 * Creates a log group that an AWS service delivers to, with the standard's retention. Its prefix `/aws/vendedlogs/`
 * shares one resource policy of CloudWatch Logs among all such groups:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html (read 2026-11).
 * @param service Part of the name after the prefix: `network-firewall`.
 */
export function vendedLogGroup(
  name: string,
  service: string,
  { workload, key }: { readonly workload: Workload; readonly key: EncryptionKey },
  opts: CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    name,
    {
      name: `/aws/vendedlogs/${service}/${physicalName(workload, name)}`,
      retentionInDays: logRetentionDays(workload.standard, workload.classification),
      kmsKeyId: key.keyArn,
      tags: standardTags(workload, workload.classification),
    },
    opts,
  );
}
