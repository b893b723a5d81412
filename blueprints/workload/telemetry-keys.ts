import { z } from "zod";
import { oneOf, stackName, text } from "../stack/shared-keys";

/** `plinth:telemetry`: what an account has once in each region, and whose sight it is in. */
export const telemetry = z.strictObject({
  /**
   * `own` where this stack switches on X-Ray's Transaction Search and links the account to the one that watches all others;
   * `account` where another stack of the account does, or none is to. Default: own in production, account elsewhere.
   */
  manage: oneOf(["own", "account"]).optional(),
  /** Stack that made the sinks; it is not read where the organisation exists already. Default: `audit`. */
  stack: stackName.default("audit"),
  /** A sink that exists already, in the stack's region. Default: that of the stack. */
  sinkArn: text(
    /^arn:aws[a-z-]*:oam:[a-z0-9-]+:\d{12}:sink\/[0-9a-f-]{36}$/,
    "the ARN of a sink of CloudWatch Observability Access Manager",
  ).optional(),
});
export type TelemetrySettings = z.infer<typeof telemetry>;
