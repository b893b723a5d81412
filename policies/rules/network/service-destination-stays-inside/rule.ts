import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { CRAWLERS, SENDER_TYPES, sendsOutside } from "./destinations";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const TOPIC = "aws:sns/topic:Topic";
/** What tells topics that something is wrong, or costs too much, and where it names them. */
const ALARMS: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["alarmActions[]", "okActions[]"],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["alarmActions[]", "okActions[]"],
  "aws:budgets/budget:Budget": ["notifications[].subscriberSnsTopicArns[]"],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ["subscribers[].address"],
};

/** See why.md. */
export const rule: Rule = {
  id: "service-destination-stays-inside",
  layer: "network",
  family: "private-egress",
  severity: "high",
  title: "Services exchange a workload's data with AWS and private hosts only",
  scope: "stack",
  types: SENDER_TYPES,

  judge(sender, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const foreign = sendsOutside(sender, estate);
    if (foreign === undefined) return { outcome: "not-applicable", reason: "it sends nothing to an address" };
    if (foreign === UNKNOWN) return { outcome: "undetermined", reason: "where it sends to is not known yet" };
    if (!foreign) return { outcome: "pass" };
    if (CRAWLERS.includes(sender.type)) return crawlsOutside(sender);
    return {
      outcome: "violation",
      ...(carriesAlarms(sender, estate) && { advisory: true }),
      found: `${sender.name} sends to a host on the internet, past every route and firewall of the VPC`,
      required: "a destination in AWS, in a private network, or in a zone that this program manages",
      fix: "send to a function, a queue or a bucket of the workload, or through a VPC link; what has to leave, let a function in an inspected network send",
    };
  },
};

function crawlsOutside({ name }: ResourceRecord): Verdict {
  return {
    outcome: "violation",
    found: `${name} fetches pages of a host on the internet, which models then read`,
    required: "sources in AWS, in a private network, or in a zone that this program manages",
    fix: "have the pages reviewed, copy them to a bucket of the workload, and use that as the data source",
  };
}

/** What a topic of alarms tells a pager is no data of the workload. */
function carriesAlarms(sender: ResourceRecord, estate: Estate): boolean {
  if (sender.type !== SUBSCRIPTION) return false;
  const topics = estate.references(sender, "topic", [TOPIC]).found;
  return topics.some((topic) =>
    Object.entries(ALARMS).some(([type, paths]) => paths.some((at) => estate.referrers(topic, at, [type]).length > 0)),
  );
}
