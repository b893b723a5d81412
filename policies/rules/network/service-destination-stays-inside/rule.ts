import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { CRAWLERS, SENDER_TYPES, sendsOutside } from "./destinations";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const TOPIC = "aws:sns/topic:Topic";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

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
    ["alarmActions[]", "okActions[]"].some((at) => estate.referrers(topic, at, [ALARM]).length > 0),
  );
}
