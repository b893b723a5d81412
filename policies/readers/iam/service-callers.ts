import { UNKNOWN } from "../../core/rule";
import type { Statement } from "./document";

/** A folder of one account, which a service that delivers logs keeps to. */
const FOLDER_OF_ACCOUNT = /\/AWSLogs\/\d{12}\//;

/**
 * Actions that a service may be allowed without a source condition: what it writes into log groups harms nobody, Lambda
 * pulls images with the permissions of its own account, and RAM shares what the account itself shares.
 */
const HARMLESS: readonly (readonly [service: RegExp, action: RegExp])[] = [
  [/./, /^(logs:(createlogstream|putlogevents|putlogeventsbatch)|s3:getbucketacl|s3:getbucketlocation)$/i],
  [
    /^lambda\.amazonaws\.com$/,
    /^ecr:(batchgetimage|getdownloadurlforlayer|getrepositorypolicy|setrepositorypolicy|deleterepositorypolicy)$/i,
  ],
  [/^ram\.amazonaws\.com$/, /^glue:shareresource$/i],
];

/**
 * Whether a service may do without a source condition what a statement of a resource policy allows: it looks at a bucket's
 * access list, delivers logs into the folder of the account that they are of, which it does not choose, or does what is
 * {@link HARMLESS}.
 * Sources, read 2026-11: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html (permissions of a repository) and
 * https://docs.aws.amazon.com/lake-formation/latest/dg/prerequisites-glue-resource-policy.html
 */
export function trustsServiceOfStores(service: string, { actions, resources }: Statement): boolean {
  const known = actions.patterns.filter((action) => action !== UNKNOWN);
  if (actions.negated || known.length < actions.patterns.length) return false;
  const isHarmless = (action: string) => HARMLESS.some(([who, what]) => who.test(service) && what.test(action));
  if (known.every(isHarmless)) return true;
  const folders = resources.patterns.every((one) => one !== UNKNOWN && FOLDER_OF_ACCOUNT.test(one));
  return !resources.negated && folders && known.every((one) => isHarmless(one) || /^s3:putobject(acl)?$/i.test(one));
}
