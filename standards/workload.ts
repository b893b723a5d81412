import type { Classification } from "./levels";
import type { Standard } from "./schema";

/**
 * One AI application in one environment: what everything that belongs to it is named, tagged and judged by.
 * Plain data from stack configuration, so every name and ARN built from it is known in preview.
 */
export interface Workload {
  /** Lower-case kebab name, 2 to 20 characters: `support`. */
  readonly name: string;
  /** Team that answers for it: `customer-care`. Never a principal. */
  readonly owner: string;
  /** One of the standard's environments: `prod`. */
  readonly environment: string;
  /** Most sensitive data that it handles. */
  readonly classification: Classification;
  /** The account that it runs in: twelve digits. */
  readonly accountId: string;
  /** AWS Region that it runs in: `eu-west-1`. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The organisation's, or what it is for a regulated workload: `regulatedStandard`. */
  readonly standard: Standard;
  /** Whether a regulator supervises it: advisory requirements become mandatory. Default: false. */
  readonly regulated?: boolean;
}
