using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Infra.Stacks.Configuration;
using Xunit;

namespace Infra.Stacks.Tests.Configuration;

public sealed class PlatformReaderTests
{
    private const string Karmada = """ "karmada": { "existing": { "kubeconfig": { "path": "k" } } } """;

    private const string Clusters = """
        "clusters": [
          { "name": "a", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://a:6443", "region": "eu", "labels": { "tier": "edge" } },
          { "name": "b", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://b:6443", "region": "us" } ]
        """;

    private const string Fleets = """
        "fleets": [ { "name": "f", "clusters": ["a"], "namespaces": [ { "name": "shop", "podSecurity": "baseline" } ] } ]
        """;

    [Fact]
    public void A_right_configuration_has_no_errors()
    {
        var reading = Read($$"""
            { {{Karmada}}, {{Clusters}}, {{Fleets}},
              "applications": [ { "name": "web", "namespace": "shop", "workload": { "image": "web:1", "port": 80 },
                "placement": { "fleet": "f" }, "overrides": [ { "on": { "clusters": ["a"] }, "replicas": 3 } ] } ] }
            """);

        Assert.Empty(reading.Errors);
        var platform = reading.Configuration!;
        Assert.Equal(["a", "b"], platform.Clusters.Select(cluster => cluster.Name));
        Assert.Equal(new SharedNamespace("shop", PodSecurityLevel.Baseline), Assert.Single(platform.Fleets[0].Namespaces));
        Assert.Equal("web:1", Assert.IsType<ApplicationContent.Service>(platform.Applications[0].Content).Workload.Image);
        Assert.Equal(new Change.Replicas(3), Assert.Single(platform.Applications[0].Overrides[0].Changes));
    }

    [Fact]
    public void A_fleet_by_label_has_the_clusters_that_carry_it()
    {
        var platform = Read($$"""{ {{Karmada}}, {{Clusters}}, "fleets": [ { "name": "f", "where": { "labels": { "tier": "edge" } } } ] }""").Configuration!;

        Assert.Equal(["a"], platform.MembersOf(platform.Fleets[0]));
        Assert.Equal(["f"], platform.FactsOf(platform.Clusters[0]).Fleets);
        Assert.Empty(platform.FactsOf(platform.Clusters[1]).Fleets);
    }

    [Fact]
    public void All_errors_are_reported_together()
    {
        var errors = Read("""{ "karmada": { "stack": "mgnt" }, "clusters": [ { "name": "A" }, 7 ], "flets": [] }""").Errors;

        Assert.Equal(
            [
                "INF004 clusters[0].name: found 'A'; allowed: lower-case letters, digits and '-', first and last a letter or digit, at most 48 characters (Karmada)",
                "INF003 clusters[0]: 'kubeconfig' is missing",
                "INF003 clusters[0]: 'apiEndpoint' is missing",
                "INF002 clusters[1]: found the number 7; allowed: a mapping",
                "INF001 flets: unknown key 'flets'; allowed: karmada, clusters, fleets, applications; did you mean 'fleets'?",
                "INF006 karmada.stack: stack 'mgnt' does not exist; did you mean 'mgmt'?",
            ],
            errors.Select(error => error.ToString()));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        // What is wrong, and the one error that it must be.
        { "{}", "INF003 infra:platform: 'karmada' is missing" },
        { "[]", "INF002 infra:platform: found a list; allowed: a mapping" },
        { """{ "karmada": {} }""", "INF007 karmada: found none; allowed: exactly one of existing, stack, install" },
        {
            """{ "karmada": { "stack": "mgmt", "existing": { "kubeconfig": { "path": "k" } } } }""",
            "INF007 karmada: found 'existing' and 'stack'; allowed: exactly one of existing, stack, install"
        },
        { """{ "karmada": { "stack": "dev" } }""", "INF009 karmada.stack: stack 'dev' cannot take Karmada from itself" },
        {
            """{ "karmada": { "existing": { "kubeconfig": { "secret": "key" } } } }""",
            "INF006 karmada.existing.kubeconfig.secret: secret 'key' does not exist; set it with: pulumi config set --secret key < kubeconfig.yaml"
        },
        {
            """{ "karmada": { "install": { "apiEndpoint": "https://k", "replicas": 2, "managementCluster": { "name": "m", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://m" } } } }""",
            "INF004 karmada.install.replicas: found 2; allowed: 1, 3, 5 or 7, so that etcd keeps a majority"
        },
        { With("""{ "name": "c", "kind": "eks", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c" }"""), "INF004 clusters[0].kind: found 'eks'; allowed: attached" },
        { With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "c:6443" }"""), "INF004 clusters[0].apiEndpoint: found 'c:6443'; allowed: an https:// address" },
        { With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c", "region": 7 }"""), "INF002 clusters[0].region: found the number 7; allowed: a text (write it in quotes)" },
        {
            With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c", "protected": "no" }"""),
            "INF002 clusters[0].protected: found the text 'no'; allowed: true or false"
        },
        {
            With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c", "zones": "z" }"""),
            "INF002 clusters[0].zones: found the text 'z'; allowed: a list"
        },
        {
            With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c", "labels": { "a/b/c": "1" } }"""),
            "INF004 clusters[0].labels.a/b/c: the key 'a/b/c' is invalid; allowed: an optional DNS prefix and '/', then letters, digits, '-', '_' and '.', at most 63 characters"
        },
        {
            With("""{ "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c" }, { "name": "c", "kubeconfig": { "path": "k" }, "apiEndpoint": "https://c" }"""),
            "INF005 clusters[1].name: cluster 'c' is already clusters[0]; names must be unique"
        },
        { Fleet("""{ "name": "f", "clusters": ["on-perm", "b"] }"""), "INF006 fleets[0].clusters[0]: cluster 'on-perm' does not exist; existing: a, b" },
        { Fleet("""{ "name": "f", "where": { "labels": { "tier": "prod" } } }"""), "INF008 fleets[0]: no cluster is in fleet 'f'" },
        { Fleet("""{ "name": "f" }"""), "INF007 fleets[0]: found none; allowed: exactly one of clusters, where" },
        {
            Fleet("""{ "name": "f", "clusters": ["a"], "namespaces": [ { "name": "kube-system" } ] }"""),
            "INF004 fleets[0].namespaces[0].name: found 'kube-system'; allowed: lower-case letters, digits and '-', first and last a letter or digit, at most 63 characters (DNS-1123); not 'default', 'kube-…' or 'karmada-…', which Karmada does not propagate"
        },
        {
            Fleet("""{ "name": "f", "clusters": ["a"], "namespaces": [ { "name": "s" } ] }, { "name": "g", "clusters": ["b"], "namespaces": [ { "name": "s" } ] }"""),
            "INF005 fleets[1].namespaces[0].name: namespace 's' is already shared by fleet 'f'; a namespace belongs to one fleet"
        },
        {
            Fleet("""{ "name": "f", "clusters": ["a"], "namespaces": [ { "name": "s", "podSecurity": "restrictd" } ] }"""),
            "INF004 fleets[0].namespaces[0].podSecurity: found 'restrictd'; allowed: restricted, baseline, privileged; did you mean 'restricted'?"
        },
        { Application(""" "namespace": "shop", "placement": { "fleet": "f" } """), "INF007 applications[0]: found none; allowed: exactly one of workload, git, helm, oci, manifests" },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i", "replicas": -1 }, "placement": { "fleet": "f" } """),
            "INF004 applications[0].workload.replicas: found -1; allowed: 0 to 10000"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i", "replicas": "2" }, "placement": { "fleet": "f" } """),
            "INF002 applications[0].workload.replicas: found the text '2'; allowed: a whole number from 0 to 10000"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i", "resources": { "memory": "64 MB" } }, "placement": { "fleet": "f" } """),
            "INF004 applications[0].workload.resources.memory: found '64 MB'; allowed: a Kubernetes quantity, for example 100m or 128Mi"
        },
        {
            Application(""" "namespace": "shop", "helm": { "chart": "c", "repository": "https://r.example.com", "version": "1.x" }, "placement": { "fleet": "f" } """),
            "INF004 applications[0].helm.version: found '1.x'; allowed: an exact version, for example 1.4.2; never a range, so that a plan today and tomorrow are the same"
        },
        {
            Application(""" "namespace": "shop", "manifests": [ { "apiVersion": "v1", "kind": "ConfigMap" } ], "placement": { "fleet": "f" } """),
            "INF003 applications[0].manifests[0]: a manifest needs 'metadata.name'"
        },
        {
            Application(""" "namespace": "shp", "workload": { "image": "i" }, "placement": { "fleet": "f" } """),
            "INF006 applications[0].namespace: namespace 'shp' does not exist; did you mean 'shop'?"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "g" } """),
            "INF006 applications[0].placement.fleet: fleet 'g' does not exist; did you mean 'f'?"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "clusters": ["a", "b"] } """),
            "INF009 applications[0].placement: b would get the application but not its namespace 'shop', which only f shares"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f", "regions": ["us"] } """),
            "INF008 applications[0].placement: no cluster matches"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f", "replicas": "byWeight" } """),
            "INF009 applications[0].placement: 'replicas: byWeight' and 'weights' need each other"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f" }, "overrides": [ { "on": { "clusters": ["b"] }, "replicas": 1 } ] """),
            "INF008 applications[0].overrides[0].on: no cluster matches"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f" }, "overrides": [ { "on": { "fleet": "f" } } ] """),
            "INF003 applications[0].overrides[0]: the override changes nothing; allowed: replicas, imageTag, imageRegistry, environment, files, helmValues, patches"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f" }, "overrides": [ { "on": { "fleet": "f" }, "helmValues": { "a": 1 } } ] """),
            "INF009 applications[0].overrides[0]: the override sets the Helm value 'a', but the application is not a Helm chart"
        },
        {
            Application(""" "namespace": "shop", "workload": { "image": "i" }, "placement": { "fleet": "f", "replicas": "byCapacity" }, "overrides": [ { "on": { "fleet": "f" }, "replicas": 1 } ] """),
            "INF009 applications[0].overrides[0].replicas: the placement divides the replicas, so a cluster cannot have a number of its own; use weights"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_error_that_says_what_is_allowed(string json, string error) =>
        Assert.Equal([error], Read(json).Errors.Select(found => found.ToString()));

    [Fact]
    public void Every_rule_has_a_mistake_that_breaks_it()
    {
        var broken = Mistakes.Select(mistake => mistake.Data.Item2[..6]).Append("INF001").ToHashSet(StringComparer.Ordinal);

        Assert.Empty(ConfigurationRule.All.Select(rule => rule.Id).Except(broken, StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_no_JSON_is_one_error() => Assert.StartsWith("INF002 infra:platform: is not a mapping:", Assert.Single(Read("{").Errors).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_key_without_a_value_counts_as_absent() =>
        Assert.Empty(Read($$"""{ {{Karmada}}, "clusters": null }""").Errors);

    [Fact]
    public void Helm_values_of_an_override_are_set_leaf_by_leaf()
    {
        var platform = Read($$"""
            { {{Karmada}}, {{Clusters}}, {{Fleets}}, "applications": [ { "name": "web", "namespace": "shop",
              "helm": { "chart": "c", "repository": "https://r.example.com", "version": "1.0.0", "values": { "image": { "tag": "1" } } },
              "placement": { "fleet": "f" }, "overrides": [ { "on": { "fleet": "f" }, "helmValues": { "b": true, "a": { "x": 1, "y": [1] } } } ] } ] }
            """).Configuration!;

        Assert.Equal(
            ["a.x", "a.y", "b"],
            platform.Applications[0].Overrides[0].Changes.Cast<Change.HelmValue>().Select(change => string.Join('.', change.Path)));
    }

    private static string With(string cluster) => $$"""{ {{Karmada}}, "clusters": [ {{cluster}} ] }""";

    private static string Fleet(string fleet) => $$"""{ {{Karmada}}, {{Clusters}}, "fleets": [ {{fleet}} ] }""";

    private static string Application(string application) => $$"""{ {{Karmada}}, {{Clusters}}, {{Fleets}}, "applications": [ { "name": "web", {{application}} } ] }""";

    private static PlatformReading Read(string json) =>
        PlatformReader.Read(json, new ConfigurationSurroundings("dev", ["dev", "mgmt"], _ => false));
}
