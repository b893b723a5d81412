import { parsedYaml } from "@plinth/standards/yaml";
import { UNKNOWN, type Unknown } from "../../../core/rule";
import { hasUnknown, isObject, listOf, type PlainObject, parsedJson } from "../../../core/values";

/** A definition in OpenAPI, as far as who may call is in it. */
export interface OpenApi {
  /** Each operation but preflights, as `POST /ask`, and whether it asks who calls. */
  readonly operations: readonly { readonly label: string; readonly authorised: boolean }[];
  /** The resource policy that it brings. Default: none. */
  readonly policy?: unknown;
  /** Kinds of endpoints that it asks for. Default: none. */
  readonly endpointTypes: readonly unknown[];
}

const METHODS = ["get", "put", "post", "delete", "head", "patch", "trace", "x-amazon-apigateway-any-method"];
/** Largest text that is read: API Gateway takes 6 MB. */
const MAX_LENGTH = 6_291_456;

/**
 * The definition that a property holds as text of JSON or YAML. UNKNOWN if it is not known yet, or is no definition.
 * Sources (read 2026-11): https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html.
 */
export function openApiOf(body: unknown): OpenApi | Unknown {
  const api = parsed(body);
  if (!isObject(api) || hasUnknown(api)) return UNKNOWN;
  const schemes = { ...objectAt(api.components, "securitySchemes"), ...objectAt(api, "securityDefinitions") };
  const operations = Object.entries(objectAt(api, "paths")).flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(item) && isObject(item[method])).map((method) => {
      const verb = method.startsWith("x-") ? "ANY" : method.toUpperCase();
      return { label: `${verb} ${path}`, authorised: isAuthorised(objectAt(item, method), api, schemes) };
    }),
  );
  return {
    operations,
    policy: api["x-amazon-apigateway-policy"],
    endpointTypes: listOf(objectAt(api, "x-amazon-apigateway-endpoint-configuration").types),
  };
}

function parsed(body: unknown): unknown {
  if (typeof body !== "string") return body;
  if (body.length > MAX_LENGTH) return UNKNOWN;
  const json = parsedJson(body);
  if (json !== undefined) return json;
  return parsedYaml(body) ?? UNKNOWN;
}

/** One of several alternatives is enough, so each of them has to ask who calls; an empty one asks nothing. */
function isAuthorised(operation: PlainObject, api: PlainObject, schemes: PlainObject): boolean {
  const type = objectAt(operation, "x-amazon-apigateway-auth").type;
  if (typeof type === "string") return type.toUpperCase() !== "NONE";
  const alternatives = listOf(operation.security ?? api.security);
  return (
    alternatives.length > 0 &&
    alternatives.every(
      (alternative) => isObject(alternative) && Object.keys(alternative).some((name) => asksWho(schemes[name])),
    )
  );
}

/** A key by itself tells usage plans apart and authorises nobody. */
function asksWho(scheme: unknown): boolean {
  if (!isObject(scheme)) return false;
  return (
    isObject(scheme["x-amazon-apigateway-authorizer"]) || typeof scheme["x-amazon-apigateway-authtype"] === "string"
  );
}

function objectAt(value: unknown, key: string): PlainObject {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}
