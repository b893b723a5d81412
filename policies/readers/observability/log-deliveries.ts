import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";

const DELIVERY_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

/** Whether CloudWatch is asked to deliver one type of a resource's logs or traces. */
export function isDelivered(resource: ResourceRecord, logType: string, estate: Estate): boolean | Unknown {
  const types = estate.referrers(resource, "resourceArn", [DELIVERY_SOURCE]).map(({ props }) => props.logType);
  return types.includes(logType) || (types.includes(UNKNOWN) ? UNKNOWN : false);
}
