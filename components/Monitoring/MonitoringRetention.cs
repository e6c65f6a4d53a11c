namespace Infra.Components.Monitoring;

/// <summary>For how many days the bucket keeps metrics, by resolution. Deletes come from the Compactor, and not from a lifecycle of the bucket.</summary>
/// <remarks>
/// Each resolution is kept beside the finer one, not instead of it: downsampling speeds up questions over long times, and saves nothing by itself. So the finer must not
/// outlive the coarser, or zooming out would show less. See thanos.io, "Compactor", "Downsampling".
/// </remarks>
public sealed record MonitoringRetention
{
    /// <summary>Samples as they were taken. At least 2: they become values of five minutes after 40 hours, and the Compactor does not start where they would be gone by then.</summary>
    /// <value>30: an incident is looked into, and compared with the month before, at full detail.</value>
    public int RawDays { get; init; } = 30;

    /// <summary>One value for five minutes. At least 10: so long it takes until they become values of an hour.</summary>
    /// <value>180: two quarters of objectives and capacity.</value>
    public int FiveMinutesDays { get; init; } = 180;

    /// <summary>One value for an hour.</summary>
    /// <value>730: this year compared with the last.</value>
    public int HourDays { get; init; } = 730;
}
