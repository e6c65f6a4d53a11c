using Infra.Components.Propagation;

namespace Infra.Stacks.Configuration;

/// <summary>Reads which clusters are meant.</summary>
internal static class SelectionReader
{
    public static ClusterSelection Selection(Section section, bool withFleetAndNames) => new()
    {
        // A fleet cannot be made of fleets, nor of names where a list of names is the other way to say it.
        Fleet = withFleetAndNames ? section.OptionalText("fleet") : null,
        Clusters = withFleetAndNames ? section.Texts("clusters") : [],
        Labels = section.Map("labels", ConfigurationRules.LabelKey, ConfigurationRules.LabelValue),
        Regions = section.Texts("regions", ConfigurationRules.LabelValue),
        Providers = section.Texts("providers", ConfigurationRules.LabelValue),
        Except = section.Texts("except"),
    };
}
