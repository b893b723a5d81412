import { service } from "./kit/service";
import { arn } from "./kit/validators";

export const scheduler = service("scheduler", {
  Schedule: {
    id: "{groupName}/{name}",
    arn: "scheduler:{region}:{account}:schedule/{groupName}/{name}",
    defaults: { groupName: "default", scheduleExpressionTimezone: "UTC", state: "ENABLED" },
    replaces: ["name", "namePrefix", "groupName"],
  },
  ScheduleGroup: { arn: "scheduler:{region}:{account}:schedule-group/{name}", replaces: ["name", "namePrefix"] },
});

export const pipes = service("pipes", {
  Pipe: {
    arn: "pipes:{region}:{account}:pipe/{name}",
    defaults: { description: "Managed by Pulumi", desiredState: "RUNNING" },
    validate: { roleArn: arn },
    replaces: ["name", "namePrefix", "source"],
  },
});
