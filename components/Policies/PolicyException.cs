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

    /// <summary>The kinds that it is for.</summary>
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
        ("policyRefs", Fields.List(Policies.Select(id => Reference(fleet, id, chosen)))),
        ("matchConditions", Fields.List(Conditions().Select(condition => Fields.Of(("name", condition.Name), ("expression", condition.Expression))))),
        // The day after the last one on which it holds.
        ("expiresAt", Until.AddDays(1).ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture)),
        // Reports count it apart from what fails and from what is right by itself.
        ("reportResult", "skip")))))
    {
        Scope = KindScope.Namespaced,
        Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("infra.internal/why", Why)
            .Add("infra.internal/who", Who)
            .Add("infra.internal/until", Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    private static ImmutableDictionary<string, object> Reference(string fleet, string id, ImmutableArray<ChosenPolicy> chosen)
    {
        var policy = chosen.FirstOrDefault(each => each.Policy.Id == id)?.Policy ?? throw new ArgumentException($"the fleet has no policy '{id}'", nameof(id));
        return Fields.Of(("kind", $"{policy.Kind}"), ("name", FleetPolicy.ObjectName(fleet, id)));
    }

    // A namespace is in itself.
    private IEnumerable<(string Name, string Expression)> Conditions()
    {
        yield return ("namespace", $"(object.kind == 'Namespace' ? object.metadata.name : object.metadata.?namespace.orValue('')) in {CelLiteral.Of(Fields.List(Namespaces))}");
        if (!Kinds.IsEmpty)
            yield return ("kind", $"object.kind in {CelLiteral.Of(Fields.List(Kinds))}");
        if (!Workloads.IsEmpty)
            yield return ("workload", string.Join(" || ", Workloads.Select(IsOf)));
    }

    // A pod is known by its owner, for its own name is not there yet when it is asked about. Between it and a Deployment is a ReplicaSet, called after the Deployment with a hash of these letters
    // (k8s.io/apimachinery, rand.SafeEncodeString), and between it and a CronJob a Job, called after the CronJob with a number.
    private static string IsOf(string workload) =>
        $"object.metadata.?name.orValue('') == '{workload}' || object.metadata.?ownerReferences.orValue([]).exists(owner, owner.name == '{workload}'"
        + $" || (owner.kind == 'ReplicaSet' && owner.name.matches('^{workload}-[bcdfghjklmnpqrstvwxz2456789]+$')) || (owner.kind == 'Job' && owner.name.matches('^{workload}-[0-9]+$')))";
}
