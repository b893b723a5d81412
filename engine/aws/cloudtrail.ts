import { service } from "./kit/service";
import { serviceAccount } from "./kit/service-account";
import { arn, range } from "./kit/validators";

export const cloudtrail = service(
  "cloudtrail",
  {
    Trail: {
      id: "{arn}",
      arn: "cloudtrail:{region}:{account}:trail/{name}",
      defaults: {
        enableLogFileValidation: false,
        enableLogging: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
      },
      validate: { cloudWatchLogsRoleArn: arn, kmsKeyId: arn },
      replaces: ["name"],
      outputs: ({ properties: { snsTopicName } }) => ({
        homeRegion: "{region}",
        snsTopicArn: snsTopicName === undefined ? "" : "arn:{partition}:sns:{region}:{account}:{snsTopicName}",
      }),
    },
    EventDataStore: {
      id: "{arn}",
      arn: "cloudtrail:{region}:{account}:eventdatastore/{uuid:store}",
      defaults: {
        billingMode: "EXTENDABLE_RETENTION_PRICING",
        multiRegionEnabled: true,
        organizationEnabled: false,
        retentionPeriod: 2555,
        terminationProtectionEnabled: true,
      },
      validate: { retentionPeriod: range(7, 3653) },
      replaces: ["kmsKeyId"],
    },
  },
  {},
  { getServiceAccount: ({ account: { region, partition } }) => serviceAccount(CLOUDTRAIL_ACCOUNTS, region, partition) },
);

/** Accounts by which CloudTrail writes to a bucket. Source: its user guide's table of regions, read 2026-11. */
const CLOUDTRAIL_ACCOUNTS: Readonly<Record<string, string>> = {
  "ap-northeast-1": "216624486486",
  "ap-southeast-1": "903692715234",
  "ap-southeast-2": "284668455005",
  "ca-central-1": "819402241893",
  "eu-central-1": "035351147821",
  "eu-north-1": "829690693026",
  "eu-west-1": "859597730677",
  "eu-west-2": "282025262664",
  "eu-west-3": "262312530599",
  "us-east-1": "086441151436",
  "us-east-2": "475085895292",
  "us-west-1": "388731089494",
  "us-west-2": "113285607260",
};
