using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Policies;

namespace Infra.Components.Policies;

/// <summary>Something that may be although policies forbid it: what, why, who answers for it, and until when.</summary>
/// <remarks>Kyverno heeds it no longer once it has ended (<c>spec.expiresAt</c> of a PolicyException); the configuration refuses it then, so that nobody forgets it there.</remarks>
public sealed record PolicyException
{
    /// <summary>The namespace of exceptions, the only one in which Kyverno looks for them: whoever may write there decides what policies mean. The platform's own, in every member.</summary>
    public const string Namespace = MembershipNames.SystemNamespace;

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The policies that it is from, by id.</summary>
    public required ImmutableArray<string> Policies { get; init; }

    /// <summary>The namespaces that it is for.</summary>
    public required ImmutableArray<string> Namespaces { get; init; }

    /// <summary>The workloads that it is for, by name, with their pods.</summary>
    /// <value>Empty: all of the namespaces.</value>
    public ImmutableArray<string> Workloads { get; init; } = [];

    /// <summary>The kinds that it is for, with the pods that are made for them.</summary>
    /// <value>Empty: all.</value>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Why it is needed.</summary>
    public required string Why { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Who { get; init; }

    /// <summary>The last day on which it holds, in UTC.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The object by which Kyverno knows it.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="chosen">The fleet's policies.</param>
    /// <exception cref="ArgumentException">One of the policies is not among them.</exception>
    internal KubernetesObject Object(string fleet, ImmutableArray<ChosenPolicy> chosen) => new(PolicyKinds.ApiVersion, "PolicyException", FleetPolicy.ObjectName(fleet, Name), Fields.Of(("spec", Fields.Of(
        ("policyRefs", Fields.List(Policies.Distinct(StringComparer.Ordinal).Select(id => Reference(fleet, id, chosen)))),
        // One condition and no more: where Kyverno hands a policy on to Kubernetes, it hands on each condition by itself, and what was "and" becomes "or".
        ("matchConditions", Fields.List(new[] { Fields.Of(("name", FleetPolicy.ObjectName(fleet, Name)), ("expression", Condition())) })),
        ("expiresAt", End().ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture)),
        // Reports count it apart from what fails and from what is right by itself.
        ("reportResult", "skip")))))
    {
        Scope = KindScope.Namespaced,
        Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("infra.internal/why", Why)
            .Add("infra.internal/who", Who)
            .Add("infra.internal/until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    // The day after the last one on which it holds. The calendar itself has a last one, of which the configuration is told; here it is no reason to fail.
    private DateOnly End() => Until == DateOnly.MaxValue ? Until : Until.AddDays(1);

    private static ImmutableDictionary<string, object> Reference(string fleet, string id, ImmutableArray<ChosenPolicy> chosen)
    {
        var policy = chosen.FirstOrDefault(each => each.Policy.Id == id)?.Policy ?? throw new ArgumentException($"the fleet has no policy '{id}'", nameof(id));
        return Fields.Of(("kind", $"{policy.Kind}"), ("name", FleetPolicy.ObjectName(fleet, id)));
    }

    // What is deleted is there only as it was. A namespace is in itself.
    private string Condition()
    {
        var parts = new List<string> { $"(it.kind == 'Namespace' ? it.metadata.name : it.metadata.?namespace.orValue('')) in {CelLiteral.Of(Fields.List(Namespaces))}" };
        if (!Kinds.IsEmpty)
            parts.Add(IsOfKind());
        if (!Workloads.IsEmpty)
            parts.Add(string.Join(" || ", Workloads.Select(IsOf)));
        return $"[object != null ? object : oldObject].exists(it, {string.Join(" && ", parts.Select(part => $"({part})"))})";
    }

    // A kind is meant with the pods that are made for it: between a Deployment and its pods is a ReplicaSet, between a CronJob and its pods a Job.
    private string IsOfKind()
    {
        var makers = Kinds.Concat(Kinds.Select(kind => kind switch { "Deployment" => "ReplicaSet", "CronJob" => "Job", _ => kind })).Distinct(StringComparer.Ordinal);
        return $"it.kind in {CelLiteral.Of(Fields.List(Kinds))} || it.metadata.?ownerReferences.orValue([]).exists(owner, owner.kind in {CelLiteral.Of(Fields.List(makers))})";
    }

    // A pod is known by its owner, for its own name is not there yet when it is asked about. A ReplicaSet is called after its Deployment with a hash of these letters
    // (k8s.io/apimachinery, rand.SafeEncodeString), and a Job after its CronJob with a number.
    private static string IsOf(string workload) =>
        $"it.metadata.?name.orValue('') == '{workload}' || it.metadata.?ownerReferences.orValue([]).exists(owner, owner.name == '{workload}'"
        + $" || (owner.kind == 'ReplicaSet' && owner.name.matches('^{workload}-[bcdfghjklmnpqrstvwxz2456789]+$')) || (owner.kind == 'Job' && owner.name.matches('^{workload}-[0-9]+$')))";
}
