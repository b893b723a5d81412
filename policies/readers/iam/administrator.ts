import type { Context } from "./conditions";
import { type PolicyDocument, readDocument } from "./document";
import type { Permissions } from "./evaluate";

const EVERYTHING: PolicyDocument = readDocument({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }) ?? [];
/** An account that does not exist. */
const NONEXISTENT_ACCOUNT = "000000000000";

/** A policy that allows everything. */
export const FULL_ACCESS = { name: "full access", document: EVERYTHING } as const;

/**
 * An administrator of an account and organisation that no policy names: a policy that allows this principal allows
 * every principal.
 * @param facts Further context keys of the request.
 */
export function externalAdministrator(facts: Context): Permissions {
  return {
    identity: [FULL_ACCESS],
    facts: new Map([
      ["aws:principalaccount", [NONEXISTENT_ACCOUNT]],
      ["aws:principalarn", [`arn:aws:iam::${NONEXISTENT_ACCOUNT}:role/external`]],
      ["aws:principalorgid", ["o-external000"]],
      ["aws:principalisawsservice", ["false"]],
      ["aws:viaawsservice", ["false"]],
      ...facts,
    ]),
  };
}
