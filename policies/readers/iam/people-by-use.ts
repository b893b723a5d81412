import type { Estate, ResourceRecord } from "../../core/rule";
import { ROLES } from "./permissions";
import { usersByRole } from "./role-users";

interface OpenToPeople {
  /** Who gets a session, in words; the resource's name follows. */
  readonly who: string;
  /** Paths of the roles that they get it of. Default: all that the type names. */
  readonly paths?: readonly string[];
}

const STUDIO = "people who open";

/**
 * Types through which people act under the role that the type names, although the role itself trusts a service.
 *
 * Sources, read 2026-11: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-studio-user-permissions.html,
 * https://docs.aws.amazon.com/glue/latest/dg/dev-endpoints.html,
 * https://docs.aws.amazon.com/appstream2/latest/developerguide/how-to-use-iam-role-with-streaming-instances.html,
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/intro-to-the-aws-cli-in-slack.html,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-get-started-authorization.html.
 * On Studio and notebooks see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html.
 */
const OPEN_TO_PEOPLE: Readonly<Record<string, OpenToPeople>> = {
  "aws:sagemaker/domain:Domain": { who: STUDIO },
  "aws:sagemaker/userProfile:UserProfile": { who: STUDIO },
  "aws:sagemaker/notebookInstance:NotebookInstance": { who: STUDIO },
  "aws:emr/studio:Studio": { who: STUDIO, paths: ["userRole"] },
  "aws:glue/devEndpoint:DevEndpoint": { who: STUDIO },
  "aws:appstream/fleet:Fleet": { who: STUDIO },
  "aws:appstream/imageBuilder:ImageBuilder": { who: STUDIO },
  "aws:datazone/domain:Domain": { who: STUDIO, paths: ["domainExecutionRole"] },
  "aws:finspace/kxUser:KxUser": { who: STUDIO },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": { who: "members of the channel of" },
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": { who: "members of the channel of" },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": { who: "users of the identity pool of" },
  "aws:cognito/userGroup:UserGroup": { who: "members of" },
  "aws:rum/appMonitor:AppMonitor": { who: "visitors of" },
};

/** People who act as a role by way of what uses it in this run, in words. */
export function peopleByUse(role: ResourceRecord, estate: Estate): readonly string[] {
  return (usersByRole(estate).get(role) ?? []).flatMap((user) => {
    const open = OPEN_TO_PEOPLE[user.type];
    if (!open) return [];
    const isTheirs = open.paths?.some((path) => estate.references(user, path, ROLES).found.includes(role)) ?? true;
    return isTheirs ? [`${open.who} ${user.name}`] : [];
  });
}
