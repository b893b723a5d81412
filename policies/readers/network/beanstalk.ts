import { dependenciesOf } from "../../core/dependencies";
import { type Estate, type References, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, textOf } from "../../core/values";
import * as types from "./types";

export const BEANSTALK = "aws:elasticbeanstalk/environment:Environment";

/**
 * The value of an option of an environment, in the list of settings that each name a namespace and an option; undefined
 * where AWS's own default holds.
 * Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html (read 2026-11).
 */
export function beanstalkOption(environment: ResourceRecord, namespace: string, name: string): unknown | Unknown {
  const { settings, templateName } = environment.props;
  if (settings === UNKNOWN) return UNKNOWN;
  const [option] = listOf(settings).filter(
    (setting) => isObject(setting) && setting.namespace === namespace && setting.name === name,
  );
  if (isObject(option)) return option.value;
  return templateName === undefined && !listOf(settings).includes(UNKNOWN) ? undefined : UNKNOWN;
}

/** The subnets of an environment's instances, which one option lists as one text. */
export function beanstalkSubnets(environment: ResourceRecord, estate: Estate): References {
  const value = beanstalkOption(environment, "aws:ec2:vpc", "Subnets");
  if (value === undefined) return { found: [], complete: true };
  const linked = dependenciesOf(environment, "settings", types.SUBNETS, estate);
  if (value === UNKNOWN) return { found: linked, complete: linked.length > 0 };
  const ids = textOf(value).split(",").filter(Boolean);
  const found = estate.ofType(...types.SUBNETS).filter(({ id }) => typeof id === "string" && ids.includes(id));
  return { found, complete: found.length === ids.length };
}
