using Infra.Engine.Behaviors;
using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Behaviors;

public sealed class KubernetesBehaviorTests
{
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";
    private const string Deployment = "kubernetes:apps/v1:Deployment";

    private static readonly KubernetesBehavior Behavior = new();

    [Fact]
    public void Api_version_and_kind_come_from_the_type()
    {
        Assert.Equal(("v1", "ConfigMap"), Named(Behavior.Check(Request(ConfigMap))));
        Assert.Equal(("apps/v1", "Deployment"), Named(Behavior.Check(Request(Deployment))));
        Assert.Equal(("cluster.karmada.io/v1alpha1", "Cluster"), Named(Behavior.Check(Request("kubernetes:cluster.karmada.io/v1alpha1:Cluster"))));

        static (string, string) Named(PropertyMap inputs) => (Text(inputs, "apiVersion")!, Text(inputs, "kind")!);
    }

    [Fact]
    public void An_object_without_a_name_gets_one_that_is_always_the_same()
    {
        var first = Behavior.Check(Request(ConfigMap));
        var second = Behavior.Check(Request(ConfigMap));

        Assert.Equal(first, second);
        Assert.Matches("^thing-[0-9a-f]{8}$", Text(first, "metadata", "name"));
        Assert.Equal("true", Text(first, "metadata", "annotations", "pulumi.com/autonamed"));
    }

    [Fact]
    public void A_generated_name_is_kept_from_what_is_recorded()
    {
        var old = Behavior.Check(Request(ConfigMap));
        var metadata = ((PropertyMap)old["metadata"]!).With("name", new StringValue("other-0123abcd"));

        var now = Behavior.Check(Request(ConfigMap, old: old.With("metadata", metadata)));

        Assert.Equal("other-0123abcd", Text(now, "metadata", "name"));
    }

    [Fact]
    public void A_chosen_name_that_the_program_no_longer_gives_is_not_kept()
    {
        var now = Behavior.Check(Request(ConfigMap, old: Metadata(("name", "chosen"))));

        Assert.Matches("^thing-[0-9a-f]{8}$", Text(now, "metadata", "name"));
    }

    [Fact]
    public void The_successor_of_an_object_with_a_generated_name_has_another_one()
    {
        var inputs = PropertyMap.Of(("data", PropertyMap.Of(("k", new StringValue("new")))));
        var old = Behavior.Check(Request(ConfigMap, PropertyMap.Of(("data", PropertyMap.Of(("k", new StringValue("old")))))));

        var first = Behavior.Check(Request(ConfigMap, inputs, old));
        var second = Behavior.Check(Request(ConfigMap, inputs, old));

        Assert.Equal(first, second);
        Assert.Matches("^thing-[0-9a-f]{8}$", Text(first, "metadata", "name"));
        Assert.NotEqual(Text(old, "metadata", "name"), Text(first, "metadata", "name"));
        Assert.False(Behavior.DeletesBeforeReplacing(Request(ConfigMap, first, old)));
        Assert.Equal(first, Behavior.Check(Request(ConfigMap, inputs, first)));
    }

    [Fact]
    public void A_name_prefix_for_the_server_is_left_alone_and_cannot_be_rendered()
    {
        var request = Request(ConfigMap, Metadata(("generateName", "x-")));
        var inputs = Behavior.Check(request);

        Assert.Null(Text(inputs, "metadata", "name"));
        Assert.False(Behavior.Plan(request with { Inputs = inputs }).IsMade);
    }

    [Theory]
    [InlineData("kubernetes:core/v1:ConfigMap", "default")]
    [InlineData("kubernetes:batch/v1:Job", "default")]
    [InlineData("kubernetes:core/v1:Namespace", null)]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", null)]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:Role", "default")]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", null)]
    [InlineData("kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy", null)]
    [InlineData("kubernetes:example.com/v1:Widget", null)]
    public void The_default_namespace_is_for_kinds_that_are_known_to_have_one(string type, string? expected) =>
        Assert.Equal(expected, Text(Behavior.Check(Request(type)), "metadata", "namespace"));

    [Fact]
    public void The_providers_namespace_comes_before_the_default_one()
    {
        var request = Request(ConfigMap) with { ProviderInputs = PropertyMap.Of(("namespace", new StringValue("apps"))) };

        Assert.Equal("apps", Text(Behavior.Check(request), "metadata", "namespace"));
        Assert.Equal("own", Text(Behavior.Check(request with { Inputs = Metadata(("namespace", "own")) }), "metadata", "namespace"));
    }

    [Theory]
    [InlineData(ConfigMap, "name", "Upper")]
    [InlineData(ConfigMap, "name", "../etc")]
    [InlineData(ConfigMap, "name", "a..b")]
    [InlineData(ConfigMap, "namespace", "a.b")]
    [InlineData(ConfigMap, "namespace", "a/b")]
    [InlineData("kubernetes:example.com/v1:Widget", "name", "a/b")]
    [InlineData("kubernetes:example.com/v1:Widget", "name", "a\nb")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:Role", "name", "a%b")]
    public void A_name_that_no_server_accepts_is_refused(string type, string field, string value)
    {
        var error = Assert.Throws<ResourceCheckException>(() => Behavior.Check(Request(type, Metadata((field, value)))));

        Assert.Equal($"metadata.{field}", error.Property);
        Assert.Contains($"'{value}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigMap)]
    [InlineData("kubernetes:core/v1:Secret")]
    [InlineData(Deployment)]
    [InlineData("kubernetes:example.com/v1:Widget")]
    public void Checking_again_what_was_recorded_changes_nothing(string type)
    {
        var inputs = PropertyMap.Of(("data", PropertyMap.Of(("k", new StringValue("v")))));
        var once = Behavior.Check(Request(type, inputs));

        Assert.Equal(once, Behavior.Check(Request(type, inputs, once)));
        Assert.Equal(once, Behavior.Check(Request(type, once, once)));
    }

    [Fact]
    public void A_role_may_have_a_colon_in_its_name() =>
        Behavior.Check(Request("kubernetes:rbac.authorization.k8s.io/v1:Role", Metadata(("name", "system:View"))));

    [Fact]
    public void The_id_is_namespace_and_name()
    {
        Assert.Equal("apps/web", Planned(ConfigMap, Metadata(("name", "web"), ("namespace", "apps"))).Id);
        Assert.Equal("apps", Planned("kubernetes:core/v1:Namespace", Metadata(("name", "apps"))).Id);
    }

    [Fact]
    public void Outputs_are_the_inputs_and_nothing_invented()
    {
        var inputs = Metadata(("name", "web"), ("namespace", "apps")).With("data", PropertyMap.Of(("k", new StringValue("v"))));

        var outcome = Planned(ConfigMap, inputs);

        Assert.True(outcome.IsMade);
        Assert.Equal(inputs, outcome.Outputs.Without("apiVersion").Without("kind"));
        Assert.Null(outcome.Outputs["status"]);
    }

    [Fact]
    public void An_object_with_an_unknown_is_planned_only()
    {
        var outcome = Planned(ConfigMap, Metadata(("name", "web")).With("data", PropertyMap.Of(("k", UnknownValue.Instance))));

        Assert.False(outcome.IsMade);
        Assert.Null(outcome.Id);
    }

    [Fact]
    public void A_secret_of_which_nothing_is_known_is_planned_only_and_one_with_a_name_or_content_is_not()
    {
        const string Secret = "kubernetes:core/v1:Secret";

        Assert.False(IsMade(PropertyMap.Empty));
        Assert.True(IsMade(Metadata(("name", "chosen"))));
        Assert.True(IsMade(PropertyMap.Of(("data", PropertyMap.Of(("k", new StringValue("dg==")))))));

        static bool IsMade(PropertyMap inputs) => Behavior.Plan(Request(Secret, Behavior.Check(Request(Secret, inputs)))).IsMade;
    }

    [Fact]
    public void Unknown_annotations_stay_unknown_under_a_generated_name()
    {
        var inputs = PropertyMap.Of(("metadata", PropertyMap.Of(("annotations", UnknownValue.Instance))));

        Assert.False(Planned(ConfigMap, inputs).IsMade);
    }

    [Theory]
    [InlineData("kubernetes:core/v1:ConfigMapPatch")]
    [InlineData("kubernetes:core/v1:ConfigMapList")]
    [InlineData("kubernetes:helm.sh/v4:Chart")]
    [InlineData("kubernetes:yaml/v2:ConfigGroup")]
    public void What_only_the_real_provider_can_expand_is_planned_only(string type) =>
        Assert.False(Planned(type, Metadata(("name", "x"))).IsMade);

    [Fact]
    public void A_patch_needs_a_name() =>
        Assert.Throws<ResourceCheckException>(() => Behavior.Check(Request("kubernetes:core/v1:ConfigMapPatch")));

    [Fact]
    public void String_data_of_a_secret_shows_as_data_and_stays_secret()
    {
        var inputs = Metadata(("name", "s")).With("stringData", new SecretValue(PropertyMap.Of(("password", new StringValue("p")))));

        var outputs = Planned("kubernetes:core/v1:Secret", inputs).Outputs;

        var data = Assert.IsType<PropertyMap>(Assert.IsType<SecretValue>(outputs["data"]).Value);
        Assert.Equal(new StringValue("cA=="), data["password"]);
    }

    [Theory]
    [InlineData(ConfigMap, "metadata.name", true)]
    [InlineData(ConfigMap, "metadata.labels.a", false)]
    [InlineData(ConfigMap, "data.k", true)]
    [InlineData("kubernetes:core/v1:Secret", "type", true)]
    [InlineData("kubernetes:core/v1:Service", "spec.clusterIP", true)]
    [InlineData("kubernetes:core/v1:Service", "spec.ports[0].port", false)]
    [InlineData("kubernetes:core/v1:Pod", "spec.containers[0].image", false)]
    [InlineData("kubernetes:core/v1:Pod", "spec.containers[0].command", true)]
    [InlineData("kubernetes:core/v1:PersistentVolumeClaim", "spec.storageClassName", true)]
    [InlineData(Deployment, "spec.replicas", false)]
    [InlineData(Deployment, "spec.selector.matchLabels.app", true)]
    [InlineData(Deployment, "spec", true)]
    [InlineData("kubernetes:apps/v1:StatefulSet", "spec.volumeClaimTemplates[0].spec", true)]
    [InlineData("kubernetes:apps/v1:StatefulSet", "spec.serviceName", true)]
    [InlineData("kubernetes:batch/v1:Job", "spec.template.spec.restartPolicy", true)]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", "roleRef.name", true)]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", "provisioner", true)]
    [InlineData("kubernetes:example.com/v1:Widget", "spec.size", false)]
    [InlineData("kubernetes:helm.sh/v3:Release", "version", false)]
    [InlineData("kubernetes:helm.sh/v3:Release", "namespace", true)]
    public void Fields_that_cannot_change_replace(string type, string path, bool replaces) =>
        Assert.Equal(replaces, Behavior.ForcesReplacement(Request(type, old: PropertyMap.Empty), PropertyPath.Parse(path)));

    [Theory]
    [InlineData(ConfigMap, "enableConfigMapMutable")]
    [InlineData("kubernetes:core/v1:Secret", "enableSecretMutable")]
    public void A_provider_may_let_content_change_in_place_unless_the_object_forbids_it(string type, string setting)
    {
        var request = Request(type, old: PropertyMap.Empty) with { ProviderInputs = PropertyMap.Of((setting, new StringValue("true"))) };
        var data = PropertyPath.Parse("data.k");

        Assert.False(Behavior.ForcesReplacement(request, data));
        Assert.True(Behavior.ForcesReplacement(
            request with { Old = request.Old! with { Inputs = PropertyMap.Of(("immutable", new BoolValue(true))) } }, data));
    }

    [Fact]
    public void Another_version_of_the_same_group_updates_and_another_group_replaces()
    {
        var path = PropertyPath.Parse("apiVersion");
        var old = PropertyMap.Of(("apiVersion", new StringValue("apps/v1beta1")));

        Assert.False(Behavior.ForcesReplacement(Request(Deployment, PropertyMap.Of(("apiVersion", new StringValue("apps/v1"))), old), path));
        Assert.True(Behavior.ForcesReplacement(Request(Deployment, PropertyMap.Of(("apiVersion", new StringValue("extensions/v1"))), old), path));
    }

    [Fact]
    public void Of_two_with_the_same_name_the_old_one_goes_first()
    {
        var inputs = Metadata(("name", "web"), ("namespace", "apps"));

        Assert.True(Behavior.DeletesBeforeReplacing(Request(Deployment, inputs, inputs)));
        Assert.False(Behavior.DeletesBeforeReplacing(Request(Deployment, inputs, Metadata(("name", "web"), ("namespace", "old")))));
    }

    [Fact]
    public void A_cluster_is_another_one_only_by_its_identifier()
    {
        var with = PropertyMap.Of(("clusterIdentifier", new StringValue("a")));

        Assert.True(Replaces(with, "clusterIdentifier"));
        Assert.False(Replaces(with, "kubeconfig"));
        Assert.True(Replaces(PropertyMap.Empty, "kubeconfig"));
        Assert.False(Replaces(PropertyMap.Empty, "namespace"));

        static bool Replaces(PropertyMap inputs, string path) =>
            Behavior.ForcesReplacement(Request("pulumi:providers:kubernetes", inputs, inputs), PropertyPath.Parse(path));
    }

    [Fact]
    public void What_is_read_is_known_by_its_id()
    {
        var outcome = Behavior.Read(Request(ConfigMap), "apps/web");

        Assert.Equal("web", Text(outcome.Outputs, "metadata", "name"));
        Assert.Equal("apps", Text(outcome.Outputs, "metadata", "namespace"));
        Assert.Equal("ConfigMap", Text(outcome.Outputs, "kind"));
    }

    [Fact]
    public void A_release_gets_a_name_and_a_namespace_and_keeps_them()
    {
        var inputs = PropertyMap.Of(("chart", new StringValue("karmada")));
        var first = Behavior.Check(Request("kubernetes:helm.sh/v3:Release", inputs));

        Assert.Matches("^thing-[0-9a-f]{8}$", Text(first, "name"));
        Assert.Equal("default", Text(first, "namespace"));
        Assert.Equal("thing-00000000", Text(Behavior.Check(Request("kubernetes:helm.sh/v3:Release", inputs, first.With("name", new StringValue("thing-00000000")))), "name"));
        Assert.Equal($"default/{Text(first, "name")}", Planned("kubernetes:helm.sh/v3:Release", inputs).Id);
    }

    [Fact]
    public void A_release_needs_a_chart_and_a_name_that_helm_can_hold()
    {
        Assert.Equal("chart", Assert.Throws<ResourceCheckException>(() => Behavior.Check(Request("kubernetes:helm.sh/v3:Release"))).Property);
        var inputs = PropertyMap.Of(("chart", new StringValue("c")), ("name", new StringValue(new string('a', 54))));
        Assert.Equal("name", Assert.Throws<ResourceCheckException>(() => Behavior.Check(Request("kubernetes:helm.sh/v3:Release", inputs))).Property);
    }

    private static ResourceOutcome Planned(string type, PropertyMap inputs)
    {
        var request = Request(type, inputs);
        return Behavior.Plan(request with { Inputs = Behavior.Check(request) });
    }

    private static ResourceRequest Request(string type, PropertyMap? inputs = null, PropertyMap? old = null)
    {
        var urn = $"urn:pulumi:dev::infra::{type}::thing";
        var state = old is null ? null : new ResourceState { Urn = urn, Type = type, Inputs = old };
        return new ResourceRequest(urn, type, "thing", inputs ?? PropertyMap.Empty, state, PropertyMap.Empty);
    }

    private static PropertyMap Metadata(params (string Name, string Value)[] fields) =>
        PropertyMap.Of(("metadata", PropertyMap.From(fields.Select(field => KeyValuePair.Create(field.Name, (PropertyValue)new StringValue(field.Value))))));

    private static string? Text(PropertyMap map, params string[] path)
    {
        PropertyValue? value = map;
        foreach (var name in path)
            value = (value as PropertyMap)?[name];

        return (value as StringValue)?.Value;
    }
}
