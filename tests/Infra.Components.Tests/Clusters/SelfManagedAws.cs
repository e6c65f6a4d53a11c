using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Pulumi;

namespace Infra.Components.Tests.Clusters;

/// <summary>Clusters on AWS that run their own control plane to look at, with an AWS and a Cluster API that answer as the real ones do.</summary>
internal static class SelfManagedAws
{
    public const string Endpoint = "https://prod-cloud-apiserver-0a1b.elb.eu-central-1.amazonaws.com:6443";

    public const string Bucket = "prod-cloud-issuer-1a2b3c4.s3.eu-central-1.amazonaws.com";

    public const string Role = "arn:aws:iam::123456789012:role/platform";

    private static readonly string PublicKey = NewPublicKey();

    public static readonly string Kubeconfig = $"""
        apiVersion: v1
        kind: Config
        clusters:
        - cluster:
            certificate-authority-data: Q0E=
            server: {Endpoint}
          name: prod-cloud
        contexts:
        - context:
            cluster: prod-cloud
            user: prod-cloud-admin
          name: prod-cloud-admin@prod-cloud
        current-context: prod-cloud-admin@prod-cloud
        users:
        - name: prod-cloud-admin
          user:
            client-key-data: S0VZ

        """;

    public static readonly Answers Answers = Aws.Answers with
    {
        Outputs = Aws.Answers.Outputs
            .Add("aws:s3/bucket:Bucket", Map(("bucketRegionalDomainName", Bucket), ("arn", "arn:aws:s3:::prod-cloud-issuer-1a2b3c4")))
            .Add("aws:iam/openIdConnectProvider:OpenIdConnectProvider", Map(("arn", $"arn:aws:iam::123456789012:oidc-provider/{Bucket}")))
            .Add("aws:ec2/subnet:Subnet", Map(("availabilityZone", "eu-central-1x")))
            // Each secret that is read has its own keys; here all have them all.
            .Add("kubernetes:core/v1:Secret", Map(("data", Map(("value", Base64(Kubeconfig)), ("tls.crt", Base64(PublicKey)), ("token", "dA=="), ("ca.crt", "Y2E="))))),
    };

    public static AwsClusterArgs Cluster { get; } = Described(null!);

    public static Task<Declared> MakeAsync(Func<AwsClusterArgs, AwsClusterArgs>? change = null) => Declared.ByAsync(() => _ = Make(change), Answers);

    public static Task<Declared> PlanAsync(Func<AwsClusterArgs, AwsClusterArgs>? change = null) => Declared.ByAsync(() => _ = Make(change));

    /// <summary>Declares the cluster, and the connection to the management cluster that it needs.</summary>
    public static AwsCluster Make(Func<AwsClusterArgs, AwsClusterArgs>? change = null, ComponentResourceOptions? options = null)
    {
        var management = new ClusterAccess(
            Output.CreateSecret("kubeconfig"), Output.Create("https://kurator-mgmt.example.com:6443"), new Pulumi.Kubernetes.Provider("kurator-mgmt"));
        var args = Described(management);
        return new AwsCluster("prod-cloud", change is null ? args : change(args), options);
    }

    public static AwsClusterArgs WithPool(AwsClusterArgs args, string name, Func<NodePool, NodePool> change) =>
        args with { Pools = args.Pools.SetItem(name, change(args.Pools[name])) };

    private static AwsClusterArgs Described(ClusterAccess management) => new()
    {
        Management = management,
        Version = "1.35.2",
        AwsRegion = "eu-central-1",
        Vpc = new AwsVpc.Created { Zones = Aws.Zones },
        ControlPlane = new AwsControlPlane { InstanceType = "m7i.large" },
        Pools = ImmutableSortedDictionary<string, NodePool>.Empty
            .Add("batch", new NodePool
            {
                Count = new NodeCount(0, 10),
                InstanceType = "m7i.2xlarge",
                IsSpot = true,
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add("work", "batch"),
                Taints = [new NodeTaint("batch", "true", NodeTaintEffect.NoSchedule)],
            })
            .Add("web", new NodePool { Count = NodeCount.Exactly(5), InstanceType = "m7i.xlarge" }),
        PodCidr = IPNetwork.Parse("10.244.0.0/16"),
        ServiceCidr = IPNetwork.Parse("10.96.0.0/16"),
        Tags = ImmutableSortedDictionary<string, string>.Empty.Add("infra.internal/stack", "prod"),
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "prod"),
    };

    private static string NewPublicKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static ImmutableDictionary<string, object> Map(params (string Key, object? Value)[] fields) => Fields.Of(fields);
}
