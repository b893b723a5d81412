import type { Context } from "./conditions";
import { type PolicyDocument, readDocument } from "./document";
import type { Permissions } from "./evaluate";
import { STRANGER } from "./strangers";

const EVERYTHING: PolicyDocument = readDocument({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }) ?? [];

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
      ["aws:principalaccount", [STRANGER]],
      ["aws:principalarn", [`arn:aws:iam::${STRANGER}:role/external`]],
      ["aws:principalorgid", ["o-external000"]],
      ["aws:principalisawsservice", ["false"]],
      ["aws:viaawsservice", ["false"]],
      ...facts,
    ]),
  };
}
