import { parseUrn } from "@plinth/standards/pulumi/urn";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { asSent } from "../property-values";
import type { CheckResponse, DiffResponse, ResourceIdentity, Values } from "../simulation";

export function valuesOf(struct: Struct | undefined): Values {
  return struct ? (struct.toJavaScript() as Values) : {};
}

export function structOf(values: Values): Struct {
  return Struct.fromJavaScript(asSent(values) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** What becomes state must be known: the engine refuses anything else. */
export function knownValues(values: Values): Values {
  return withoutUnknowns(values) as Values;
}

function withoutUnknowns(value: unknown): unknown {
  if (value === UNKNOWN_VALUE) return null;
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== UNKNOWN_VALUE);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutUnknowns(member)]));
}

export function checkResponse({ inputs, failures }: CheckResponse): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

export function diffResponse({ changes, diffs, replaces, deleteBeforeReplace }: DiffResponse): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...diffs]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace ?? false);
  const { UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
  for (const property of diffs) {
    const detail = new PropertyDiff();
    detail.setKind(replaces.includes(property) ? UPDATE_REPLACE : UPDATE);
    response.getDetaileddiffMap().set(property, detail);
  }
  response.setHasdetaileddiff(true);
  return response;
}

/** The type and the logical name of a resource, from its URN. */
export function identityOf(urn: string): Pick<ResourceIdentity, "urn" | "type" | "name"> {
  const { type, name } = parseUrn(urn);
  return { urn, type, name };
}
