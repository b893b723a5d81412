import type { InertTypes } from "../../../readers/resource/inert-types";

/** Types that stand in subnets and that are no way out of them. */
export const INERT_IN_SUBNETS: readonly InertTypes[] = [
  {
    reason:
      "a managed store in the subnets: it runs no program of the workload, and data-store-is-private asks who reaches it",
    types: {
      cloudhsmv2: "Cluster Hsm",
      dax: "SubnetGroup",
      directoryservice: "Directory ServiceRegion",
      dms: "ReplicationSubnetGroup",
      docdb: "ElasticCluster SubnetGroup",
      efs: "MountTarget",
      elasticache: "ServerlessCache SubnetGroup",
      elasticsearch: "Domain VpcEndpoint",
      fsx: "FileCache LustreFileSystem OntapFileSystem OpenZfsFileSystem WindowsFileSystem",
      memorydb: "SubnetGroup",
      msk: "Cluster ServerlessCluster VpcConnection",
      neptune: "SubnetGroup",
      neptunegraph: "PrivateGraphEndpoint",
      opensearch: "Domain ServerlessVpcEndpoint VpcEndpoint",
      rds: "Proxy ProxyEndpoint SubnetGroup",
      redshift: "SubnetGroup",
      redshiftserverless: "EndpointAccess Workgroup",
      s3: "FilesMountTarget",
      s3outposts: "Endpoint",
      timestreaminfluxdb: "DbCluster DbInstance",
      "native:fsx": "FileSystem",
    },
  },
  {
    reason: "a part of the network: routes are followed through it from the compute that uses them",
    types: {
      ec2: `DefaultNetworkAcl FlowLog NatGateway NetworkAcl NetworkAclAssociation NetworkInterface RouteTableAssociation
        SubnetCidrReservation VpcBlockPublicAccessExclusion VpcEndpoint VpcEndpointSubnetAssociation`,
      ec2clientvpn: "NetworkAssociation Route",
      ec2transitgateway: "InstanceConnectEndpoint MulticastDomainAssociation VpcAttachment",
      glue: "Connection",
      networkfirewall: "Firewall VpcEndpointAssociation",
      networkmanager: "ConnectPeer Device VpcAttachment",
      route53: "ResolverEndpoint",
      vpc: "RouteServerEndpoint",
      vpclattice: "ResourceGateway",
      "native:ec2": "ApplicationStatusCheck InstanceConnectEndpoint SubnetCidrBlock",
    },
  },
  {
    reason: "a door into the network: rules on front doors ask who calls",
    types: {
      apigatewayv2: "VpcLink",
      elb: "LoadBalancer",
      lb: "LoadBalancer",
      transfer: "Server WebApp",
      verifiedaccess: "Endpoint",
    },
  },
  {
    reason: "calls a private host inside the network, which the network's own routes bound",
    types: {
      agentregistry: "Registry",
      amp: "Scraper",
      bedrock: "AgentcoreGateway AgentcoreGatewayTarget AgentcoreOauth2CredentialProvider AgentcoreRegistry",
      codeconnections: "Host",
      codestarconnections: "Host",
      iot: "TopicRuleDestination",
      kinesis: "FirehoseDeliveryStream",
      mq: "Broker",
      msk: "Replicator",
      opensearchingest: "PipelineEndpoint",
      quicksight: "VpcConnection",
      sagemaker: "Workforce",
    },
  },
];

/** Types with a switch that opens nothing by itself. */
export const INERT_SWITCHES: readonly InertTypes[] = [
  {
    reason: "a part of the network: what stands in it, and where its routes lead, is judged",
    types: { ec2: "DefaultSubnet NatGateway Subnet VpcIpamPool" },
  },
  {
    reason: "an API or a name of one: apigateway-route-is-authorised asks who calls its routes",
    types: { apigateway: "DomainName RestApi" },
  },
];

/** Types with a period that is no retention of a workload's data. */
export const INERT_RETENTION: readonly InertTypes[] = [
  {
    reason: "a setting of a store: the rule on the store reads it",
    types: {
      acmpca: "CertificateAuthority",
      backup: "Plan VaultLockConfiguration LogicallyAirGappedVault",
      dlm: "LifecyclePolicy",
      ecr: "LifecyclePolicy",
      glue: "CatalogTableOptimizer",
      opensearch: "ServerlessLifecyclePolicy",
      rbin: "Rule",
      s3: "BucketLifecycleConfiguration BucketMetadataConfiguration BucketObjectLockConfiguration",
      s3control: "BucketLifecycleConfiguration",
      storagegateway: "TapePool",
    },
  },
  {
    reason: "keeps metrics, events of a cluster, versions of programs or the configuration of an account",
    types: {
      amp: "WorkspaceConfiguration",
      cfg: "RetentionConfiguration",
      eks: "Cluster",
      elasticbeanstalk: "Application",
      rds: "ClusterInstance",
      synthetics: "Canary",
      "native:aiops": "InvestigationGroup",
      "native:certificatemanager": "AcmeExternalAccountBinding",
      "native:observabilityadmin": "OrganizationTelemetryRule",
      "native:serverless": "LayerVersion",
    },
  },
  {
    reason: "a queue keeps a message for fourteen days at most",
    types: { sqs: "Queue" },
  },
  {
    reason: "the times of a cache or of a table's own history, and no time after which data goes",
    types: { appsync: "DataSource", glue: "CatalogTable" },
  },
];

/** Data stores whose keys encrypt something else than what they hold. */
export const INERT_KEYS: readonly InertTypes[] = [
  {
    reason:
      "the key is of something else: of results in a bucket, of a function's secrets, or of a store that is judged itself",
    types: {
      athena: "Workgroup",
      bedrock: "AgentKnowledgeBase",
      cognito: "UserPool",
      glue: "Catalog",
      timestreamwrite: "Table",
    },
  },
  { reason: "describes a model, and holds nothing of what it was asked", types: { sagemaker: "ModelCard" } },
];
