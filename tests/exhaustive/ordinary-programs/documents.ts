/** A policy document of some statements. */
export const documentOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/** A trust policy for a service. */
export const trusting = (service: string) =>
  documentOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } });

/** A policy that allows some actions. */
export const allowing = (Action: readonly string[], Resource: string | readonly string[] = "*") =>
  documentOf({ Effect: "Allow", Action, Resource });
