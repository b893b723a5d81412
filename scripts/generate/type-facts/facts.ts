import type { Fact } from "../../../policies/readers/resource/type-facts";
import type { SchemaProperty } from "./schema";

/** A property where it stands. */
export interface Place {
  /** The resource's type token. */
  readonly type: string;
  readonly property: SchemaProperty;
  /** The properties around it, the outermost first. */
  readonly around: readonly SchemaProperty[];
  /** Members of the object, or of each object of the list, that the property is; none for any other. */
  readonly members: readonly SchemaProperty[];
}

/**
 * Which properties a fact is about: by their names, what their documentation says, and what AWS's specification says that
 * they refer to. There is no list of types: a new type of a provider gets its facts by itself.
 */
export const FACTS: Readonly<Record<Fact, (place: Place) => boolean>> = {
  roles: namesRole,
  instanceProfiles: namesInstanceProfile,
  subnets: (place) => isText(place) && (refersTo(place, "AWS::EC2::Subnet") || namesSubnet(place)),
  securityGroups: (place) => isText(place) && (refersTo(place, "AWS::EC2::SecurityGroup") || namesSecurityGroup(place)),
  publicSwitches: switchesPublic,
  policyDocuments: isPolicyDocument,
  retention: keepsFor,
  keys: namesKey,
  environment: isEnvironment,
  endpoints: namesEndpoint,
  regions: namesRegion,
  tags: ({ property, around }) => around.length === 0 && property.name === "tags",
};

/** What the provider's own machinery names: filters of findings are no references. */
function isFilter({ property, around }: Place): boolean {
  return [...around, property].some(({ name }) => /^filter|filters?$|filterCriteri/i.test(name));
}

function isText({ property: { kind } }: Place): boolean {
  return kind === "string" || kind === "any";
}

function refersTo({ property: { refers } }: Place, cloudFormationType: string): boolean {
  return refers?.includes(cloudFormationType) ?? false;
}

/** Types of IAM say what a role is and what it may do; they do not run under it. */
function isIdentity({ type }: Place): boolean {
  return /^aws(-native)?:iam[:/]/.test(type);
}

/** Roles of other systems: of an LDAP directory, of Grafana, of a chat message, of a database's users. */
const OTHER_ROLES =
  /^(userRole|keyRole|grafanaRole|snowflakeRole|masterBackendRole|targetRole|approverRoles|roleType|rbacRole)$/;

function namesRole(place: Place): boolean {
  const { property, around } = place;
  if (isIdentity(place) || isFilter(place)) return false;
  if (isRoleMap(property)) return true;
  if (!isText(place)) return false;
  const { name, doc } = property;
  // AWS's own roles, those that AWS makes for an organization, and principals that something is granted to.
  if (/serviceLinkedRole/i.test(name) || /ARN of the service-linked role|automatically preconfigures/i.test(doc))
    return false;
  if (/principal|^masterUser|^parameterValue$/i.test([...around.map((one) => one.name), name].join("."))) return false;
  if (refersTo(place, "AWS::IAM::Role")) return true;
  if (/roleArns?$/i.test(name)) return true;
  if (/credentials(Arn)?$/i.test(name))
    return /\bIAM role\b/i.test(doc) || /^authorizerCredentials|^credentialsArn$/.test(name);
  if (name === "snsCallerArn" || name === "keyCacheSecretIamArn") return /\bIAM role\b/i.test(doc);
  if (/roleName$/i.test(name)) return /\bIAM role\b/i.test(doc) && !OTHER_ROLES.test(name) && !/LDAP/.test(doc);
  if (!/roles?$/i.test(name)) return false;
  if (OTHER_ROLES.test(name) && !/\bIAM\b|\bARN\b/.test(doc)) return false;
  return /\bIAM\b|\bARN\b|service role|execution role|load the data|Transfer can assume|access user resources/i.test(
    doc,
  );
}

/** A map with a role for each of its keys. */
function isRoleMap({ kind, name }: SchemaProperty): boolean {
  return kind === "map" && /^(roles|.*RoleArns?|.*Roles)$/.test(name);
}

function namesInstanceProfile(place: Place): boolean {
  const { property, around } = place;
  if (!isText(place) || isIdentity(place) || isFilter(place)) return false;
  if (refersTo(place, "AWS::IAM::InstanceProfile")) return true;
  const parent = around.at(-1)?.name ?? "";
  if (/iamInstanceProfile/i.test(parent)) return /^(arn|name)$/.test(property.name);
  // A migration's instance profile says where its replication instance stands, and holds no role.
  return /instanceProfile(Arn|Name)?$/i.test(property.name) && !/:dms[/:]/.test(place.type);
}

function namesSubnet({ property: { name, doc } }: Place): boolean {
  if (/^(subnetIds?|subnets?|subnetArns?)$/.test(name)) return true;
  return /subnet(Id|Arn)?s?$/i.test(name) && !/cidr/i.test(doc);
}

function namesSecurityGroup({ property: { name } }: Place): boolean {
  return /securityGroups?(Ids?|Arns?|IdLists?|sIds)?$/i.test(name) && !/^referenced|^source/.test(name);
}

const PUBLIC_NAMES =
  /^(is)?publiclyAccessible$|public(Ip|IpAddress)$|^mapPublicIpOnLaunch$|internetAccess$|^publicConnectivity$|^endpointPublicAccess$|^appNetworkAccessType$|^internal$|^publicNetworkConfiguration$|^publicDomainNames$|^internetFallbackProtocols$|^publicAccessCidrs$/i;

function switchesPublic(place: Place): boolean {
  const { property, around } = place;
  const { name, doc, kind } = property;
  if (isFilter(place) || /EipAssociation/.test(place.type)) return false;
  if (PUBLIC_NAMES.test(name)) return true;
  if (/^publicAccess$/.test(around.at(-1)?.name ?? "") && name === "type") return true;
  if (/^publicEndpoint$/.test(name) && kind === "object") return true;
  if (
    kind === "string" &&
    /^(networkMode|endpointType|connectivityType|scheme|accessType|networkAccess|visibility)$/i.test(name)
  ) {
    if (name === "networkMode") return !/docker/i.test(doc);
    return /\bpublic\b|internet/i.test(doc) || values(property).some((one) => /public|internet/i.test(one));
  }
  if (name === "types" && /^endpointConfiguration$/.test(around.at(-1)?.name ?? "")) return true;
  return (
    kind === "boolean" &&
    /internet-facing|publicly (accessible|available)|(over|to|from) the (public )?internet|public IP/i.test(doc) &&
    !/^block|^restrict|^ignore|private|vpc/i.test(name)
  );
}

function values({ allowed }: SchemaProperty): readonly string[] {
  return allowed ?? [];
}

/** Documents named as policies that give no permissions: of retries, scaling, caching, lifecycles. */
const OTHER_POLICIES =
  /redrive|filter|deliveryPolicy|lifecycle|routing|scaling|retry|replay|tls|ssl|security|cache|origin|viewer|headers|protection|password|snapshot|recrawl|schemaChange|allocation|termination|failure|restart|sizing|padding|alpn|protocol|referrer|content|language|bypass|backup|update|feedback|browser|notification/i;

function isPolicyDocument(place: Place): boolean {
  const { property } = place;
  const { name, doc, kind } = property;
  if (name === "content" && /policy content/i.test(doc)) return true;
  if (isFilter(place) || !/polic(y|ies)(Document|Text|Json)?$/i.test(name)) return false;
  if (/^assumeRolePolicy(Document)?$/.test(name)) return true;
  if (!["string", "json", "any"].includes(kind) && !(kind === "map" && /document|polic/i.test(doc))) return false;
  if (/\b(name|names|ARN|ARNs|list) of the polic|valid values|block or allow/i.test(doc)) return false;
  if (/resourcePolic|accessPolic|deliveryDestinationPolicy/i.test(name)) return true;
  if (OTHER_POLICIES.test(name) || /lifecycle|scalingPolicy|customPolicy|organizationCustom/i.test(place.type))
    return false;
  return (
    /^(policy|policyDocument|sessionPolicy|inlinePolicy|repositoryPolicy|keyPolicy)$/.test(name) ||
    /JSON|polic(y|ies) document/i.test(doc)
  );
}

const OTHER_EXPIRIES =
  /certificate|token|password|credential|spot|signature|session|cookie|link|URL|cache|DNS|invitation|code/i;

function keepsFor(place: Place): boolean {
  const { property, around } = place;
  const { name, doc, kind } = property;
  if (kind === "map" || kind === "object" || isFilter(place) || /budget/i.test(place.type)) return false;
  const parents = around.map((one) => one.name).join(".");
  if (/retention/i.test(name)) return kind !== "boolean" || /Enabled$/.test(name);
  if (/retain/i.test(name)) return kind === "number";
  if (/expir(y|ation|ationInDays|yDuration|ationDays)s?$/i.test(name))
    return kind !== "boolean" && !OTHER_EXPIRIES.test(`${name} ${doc}`);
  if (/retention|expiration|expiry|retainRule|noncurrentVersion/i.test(parents)) {
    return kind === "number" && /days|hours|years|count|duration|value|period|interval|seconds|newer/i.test(name);
  }
  if (
    /idleSessionTtl|deltaSyncTableTtl|baseTableTtl|^archivePolicy$|^(unreferenced|nonCurrent)Days$|^maxAgeInDays$/.test(
      name,
    )
  )
    return true;
  if (
    /^(eventTtl|timeToLive|ttlDuration|storageDays|keepFor|deleteAfter|deleteAfterDays|recoveryPeriodInDays|changeableForDays|permanentDeletionTimeInDays)$/.test(
      name,
    )
  )
    return true;
  if (/^ttl/i.test(around.at(-1)?.name ?? "")) return /^(enabled|attributeName|unit|value|status)$/.test(name);
  if (/lifecyclePolic/i.test(`${place.type}.${parents}`) && /^policy$|^lifecyclePolicyText$/.test(name)) return true;
  return false;
}

/** A region that something is copied to, or runs in, besides that of the resource itself. */
function namesRegion(place: Place): boolean {
  const { property, around } = place;
  if (!isText(place) || isFilter(place) || (around.length === 0 && property.name === "region")) return false;
  return /regions?(Names?)?$/i.test(property.name);
}

function namesKey(place: Place): boolean {
  const { property } = place;
  const { name, doc } = property;
  if (!isText(place) || isFilter(place) || isIdentity(place)) return false;
  if (refersTo(place, "AWS::KMS::Key")) return true;
  if (/^aws(-native)?:kms[:/]/.test(place.type)) return false;
  if (/context|grant|policy|type$|mode$|strategy|option$|uri$|alias$|spec$|algorithm$|usage$|name$/i.test(name))
    return false;
  if (/kms|cmk/i.test(name)) return /key|kms(Arn|Id)?$|cmk/i.test(name);
  if (/^(id|arn)$/.test(name) && /^encryptionKey$/.test(place.around.at(-1)?.name ?? "")) return true;
  if (/customerManagedKey|encryptionKey|customerEncryptionKey|volumeEncryptionKey|keyManagementServiceArn/i.test(name))
    return true;
  return /key(Id|Arn|Identifier)?$/i.test(name) && /\bKMS\b/.test(doc) && !/asymmetric|signing/i.test(doc);
}

/** Texts that hold variables in a format of their own, or are what a program reads them from. */
const TEXTS_WITH_VARIABLES =
  /^(containerDefinitions|containerProperties|nodeProperties|ecsProperties|userData|userDataBase64|buildspec|buildSpec|input|inputTemplate|commands?|args|entryPoint|onCreate|onStart|studioLifecycleConfigContent)$/;
/** What a resource is as a whole: deeper down, such names are of prose. */
const WHOLE_TEXTS = /^(content|contentBase64|definition|definitionString|pipelineConfigurationBody)$/;

function isEnvironment({ type, property, around, members }: Place): boolean {
  const { name, kind, lists, doc } = property;
  if (/quicksight/.test(type) || [...around, property].some((one) => /^response/i.test(one.name))) return false;
  if (TEXTS_WITH_VARIABLES.test(name) || (around.length === 0 && WHOLE_TEXTS.test(name)))
    return kind === "string" || kind === "json";
  if (/tag|label|context|attribute|filter|selector|dimension|metadata|mapping|codec|secret/i.test(name)) return false;
  if (kind === "map")
    return (
      /env|variable|argument|parameter|param|propert|header|option|setting/i.test(name) ||
      /environment|parameter/i.test(doc)
    );
  if (kind !== "object" || lists === 0) return false;
  // A list of names with values says the same as a map.
  const has = (pattern: RegExp) => members.some((member) => pattern.test(member.name));
  if (!has(/name$|key$/i) || !has(/values?$/i)) return false;
  return /env|variable|argument|parameter|param|propert|header|setting|configuration/i.test(name);
}

/** Addresses of AWS's own stores and registries, which no connection is opened to as to another system. */
const OTHER_ADDRESSES =
  /s3|image|schema|script|template|document|avatar|logo|icon|console|callback|logout|signin|redirect|bucket|model|artifact|email|mail|ip|cidr|mac|street|billing|delivery/i;

function namesEndpoint(place: Place): boolean {
  const { property } = place;
  const { name, doc } = property;
  if (!isText(place) || isFilter(place)) return false;
  if (
    OTHER_ADDRESSES.test(name) ||
    /valid values|client-broker|container.*hostname/i.test(doc) ||
    name === "httpEndpoint"
  )
    return false;
  if (/(url|uri|fqdn|hostname|hosts?|endpointUri|bootstrapServers|serverName|brokers?|domainName|dnsName)$/i.test(name))
    return !/\bARN\b|Amazon S3|\bECR\b/.test(doc) || /https?/i.test(doc);
  if (/(^|[a-z])endpoints?$/i.test(name)) return !/\bARN of/.test(doc);
  return /^(address|addresses|target|serverAddress|jdbcConnection.*)$/i.test(name) && /host|URL|DNS|domain/i.test(doc);
}
