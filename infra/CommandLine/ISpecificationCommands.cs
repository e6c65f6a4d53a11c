namespace Infra.CommandLine;

/// <summary>What the command line can be asked of the files that describe the platform; each answers with an exit code.</summary>
internal interface ISpecificationCommands
{
    Task<int> ValidateAsync(ValidateSettings settings, CancellationToken cancellation);

    Task<int> ExplainAsync(ExplainSettings settings, CancellationToken cancellation);

    Task<int> StatusAsync(StatusSettings settings, CancellationToken cancellation);

    Task<int> PoliciesAsync(PoliciesSettings settings, CancellationToken cancellation);

    Task<int> TrafficAsync(TrafficSettings settings, CancellationToken cancellation);

    Task<int> NewSitesAsync(NewSiteSettings settings, CancellationToken cancellation);

    Task<int> NewStackAsync(NewStackSettings settings, CancellationToken cancellation);

    Task<int> SchemaAsync(SchemaSettings settings, CancellationToken cancellation);
}
