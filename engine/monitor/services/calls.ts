import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { METHODS } from "../../construct";
import { containsUnknown, dropOutputValues, plainValues } from "../../property-values";
import type { Values } from "../../simulation";
import type { Deployment } from "../deployment";

/** Result of a remote component's method: unknown if the method is not simulated, or something that it takes is unknown. */
export function call({ resources }: Deployment, request: ResourceCallRequest): Values {
  const { __self__: self, ...args } = plainValues(dropOutputValues(request.getArgs()?.toJavaScript() ?? {}) as Values);
  const method = METHODS[request.getTok()];
  const component = resources.get(String(self));
  if (!method || !component || containsUnknown(args)) return { result: UNKNOWN_VALUE };
  return { result: method(plainValues(component.outputs), args) ?? UNKNOWN_VALUE };
}
