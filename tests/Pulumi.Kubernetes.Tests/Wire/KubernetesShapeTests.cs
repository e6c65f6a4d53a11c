using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Provider;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Wire;

public sealed class KubernetesShapeTests
{
    [Fact]
    public async Task A_namespace_says_what_it_is()
    {
        var recording = await Recording.Of(() => _ = new Namespace("ns"));

        Assert.Equal("kubernetes:core/v1:Namespace", recording.Single.Type);
        Assert.Equal("""{"apiVersion":"v1","kind":"Namespace"}""", Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_config_map_sends_its_data()
    {
        var recording = await Recording.Of(() => _ = new ConfigMap("settings", new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs { Name = "settings", Labels = { ["app"] = "edge" } },
            Data = { ["interval"] = "10s" },
        }));

        Assert.Equal(
            """{"apiVersion":"v1","data":{"interval":"10s"},"kind":"ConfigMap","metadata":{"labels":{"app":"edge"},"name":"settings"}}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_deployment_sends_its_pod_template()
    {
        var labels = new InputMap<string> { ["app"] = "edge" };
        var recording = await Recording.Of(() => _ = new Apps.V1.Deployment("edge", new DeploymentArgs
        {
            Spec = new DeploymentSpecArgs
            {
                Replicas = 2,
                Selector = new LabelSelectorArgs { MatchLabels = labels },
                Strategy = new DeploymentStrategyArgs { RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = "25%" } },
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs { Labels = labels },
                    Spec = new PodSpecArgs
                    {
                        Containers =
                        {
                            new ContainerArgs { Name = "agent", Image = "agent:1", Ports = { new ContainerPortArgs { ContainerPortValue = 8080 } } },
                        },
                    },
                },
            },
        }));

        Assert.Equal("kubernetes:apps/v1:Deployment", recording.Single.Type);
        Assert.Equal(
            """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":2,"selector":{"matchLabels":{"app":"edge"}},"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}},"template":{"metadata":{"labels":{"app":"edge"}},"spec":{"containers":[{"image":"agent:1","name":"agent","ports":[{"containerPort":8080}]}]}}}}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_service_takes_its_type_as_a_value_of_the_enumeration_or_as_text()
    {
        var recording = await Recording.Of(() =>
        {
            _ = new Service("a", new ServiceArgs { Spec = new ServiceSpecArgs { Type = ServiceSpecType.LoadBalancer, Ports = { new ServicePortArgs { Port = 80, TargetPort = "http" } } } });
            _ = new Service("b", new ServiceArgs { Spec = new ServiceSpecArgs { Type = "NodePort", ClusterIPs = { "10.0.0.1" } } });
        });

        Assert.Equal(
            [
                """{"apiVersion":"v1","kind":"Service","spec":{"ports":[{"port":80,"targetPort":"http"}],"type":"LoadBalancer"}}""",
                """{"apiVersion":"v1","kind":"Service","spec":{"clusterIPs":["10.0.0.1"],"type":"NodePort"}}""",
            ],
            recording.Resources.OrderBy(resource => resource.Name, StringComparer.Ordinal).Select(resource => Shape.Of(resource.Inputs)));
    }

    [Fact]
    public async Task A_custom_resource_has_the_type_of_its_group_version_and_kind()
    {
        var recording = await Recording.Of(() => _ = new ApiExtensions.CustomResource("w", new WidgetArgs
        {
            Metadata = new ObjectMetaArgs { Namespace = "apps" },
            Spec = new InputMap<object> { ["size"] = 3 },
        }));

        Assert.Equal("kubernetes:example.com/v1:Widget", recording.Single.Type);
        Assert.Equal(
            """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"namespace":"apps"},"spec":{"size":3}}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_release_sends_its_chart_and_that_it_speaks_the_current_dialect()
    {
        var recording = await Recording.Of(() => _ = new Helm.V3.Release("flux", new ReleaseArgs
        {
            Chart = "flux2",
            Version = "2.0.0",
            RepositoryOpts = new RepositoryOptsArgs { Repo = "https://charts.example.com" },
            Values = new InputMap<object> { ["replicas"] = 1 },
        }));

        Assert.Equal("kubernetes:helm.sh/v3:Release", recording.Single.Type);
        Assert.Equal(
            """{"chart":"flux2","compat":"true","repositoryOpts":{"repo":"https://charts.example.com"},"values":{"replicas":1},"version":"2.0.0"}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_provider_sends_flags_and_objects_as_json()
    {
        var recording = await Recording.Of(() => _ = new Provider("cluster", new ProviderArgs
        {
            KubeConfig = "apiVersion: v1",
            ClusterIdentifier = "cloud-a",
            EnableServerSideApply = true,
            KubeClientSettings = new KubeClientSettingsArgs { Qps = 50, Burst = 100 },
        }));

        Assert.Equal("pulumi:providers:kubernetes", recording.Single.Type);
        Assert.Equal("true", recording.Single.Inputs["enableServerSideApply"]);
        Assert.Equal("cloud-a", recording.Single.Inputs["clusterIdentifier"]);
        Assert.Equal("apiVersion: v1", recording.Single.Inputs["kubeconfig"]);
        Assert.Equal("""{"burst":100,"qps":50}""", ((string)recording.Single.Inputs["kubeClientSettings"]).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_is_sent_to_the_provider_that_its_options_name()
    {
        var recording = await Recording.Of(() =>
        {
            var provider = new Provider("cluster", new ProviderArgs { Namespace = "x" });
            _ = new Namespace("ns", options: new CustomResourceOptions { Provider = provider });
        });

        var sent = recording.Resources.Single(resource => resource.Type == "kubernetes:core/v1:Namespace");
        Assert.EndsWith("::cluster::cluster-id", sent.Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_reads_the_object_of_that_id()
    {
        var recording = await Recording.Of(() => Namespace.Get("existing", "kube-system"));

        Assert.Equal(("kubernetes:core/v1:Namespace", "existing", "kube-system"), (recording.Single.Type, recording.Single.Name, recording.Single.Id));
        Assert.Empty(recording.Single.Inputs);
    }

    [Fact]
    public async Task What_the_cluster_reports_becomes_outputs()
    {
        string? name = null;
        await Recording.Of(() =>
        {
            var space = new Namespace("ns", new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = "apps" } });
            space.Metadata.Apply(metadata => name = metadata.Name);
        });

        Assert.Equal("apps", name);
    }

    private sealed class WidgetArgs() : ApiExtensions.CustomResourceArgs("example.com/v1", "Widget")
    {
        [Input("spec")]
        public InputMap<object>? Spec { get; set; }
    }
}
