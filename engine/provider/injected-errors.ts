import type { ResourceIdentity, SimulatedProvider } from "../simulation";

/**
 * With `PLINTH_SIMULATED_FAULTS` set to `{"<logical name>": "<error of AWS>", …}`, those resources cannot be created,
 * updated or deleted, so that tests see what becomes of an update that fails half-way.
 */
export function injectedErrorsFromEnvironment(provider: SimulatedProvider): SimulatedProvider {
  const text = process.env.PLINTH_SIMULATED_FAULTS;
  return text ? withInjectedErrors(provider, JSON.parse(text) as Record<string, string>) : provider;
}

/** @param faults Error messages by logical name. A preview does not meet them: it does not ask AWS. */
function withInjectedErrors(provider: SimulatedProvider, faults: Readonly<Record<string, string>>): SimulatedProvider {
  const refuse = ({ name }: ResourceIdentity, preview: boolean) => {
    const fault = preview ? undefined : faults[name];
    if (fault !== undefined) throw new Error(`1 error occurred:\n\t* ${fault}\n\n`);
  };
  return {
    ...provider,
    create: (request) => {
      refuse(request, request.preview);
      return provider.create(request);
    },
    update: (request) => {
      refuse(request, request.preview);
      return provider.update(request);
    },
  };
}
