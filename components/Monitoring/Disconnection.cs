namespace Infra.Components.Monitoring;

/// <summary>How long a site may be cut off and lose no sample, and what that takes.</summary>
/// <remarks>
/// An agent keeps what it could not send in its write-ahead log and sends it, in order, when the hub is there again. Three things bound how far back that goes, and all
/// of them are set to the same: what the agent keeps (<c>--storage.agent.retention.max-time</c>, four hours if nobody says otherwise), what it still sends
/// (<c>sampleAgeLimit</c>), and what Receive still takes (<c>--tsdb.out-of-order.time-window</c>). The log is given up at the next of its turns, which come every two hours.
/// </remarks>
public static class Disconnection
{
    /// <summary>The longest time that is bridged, in hours.</summary>
    public const int Hours = 24;

    /// <summary>How often an agent shortens its log, in hours; until then more is in it than has to be. Prometheus' default.</summary>
    public const int TruncationHours = 2;

    /// <summary>What a sample takes in the log, in bytes: eight for its value, and up to four for what its time and series differ by from the one before. Compression, which is on, halves it at least.</summary>
    public const int BytesPerSample = 12;

    private const int SecondsPerHour = 3600;
    private const int BytesPerMiB = 1 << 20;

    /// <summary>The largest that an agent's log becomes, in MiB, uncompressed.</summary>
    /// <param name="series">How many series the site has; each is a sample in every interval.</param>
    /// <param name="scrapeSeconds">How often the site looks, in seconds.</param>
    /// <remarks>While it is shortened, the part that stays is there twice.</remarks>
    public static int LogMiB(int series, int scrapeSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scrapeSeconds);
        var bytesPerHour = (long)series * SecondsPerHour / scrapeSeconds * BytesPerSample;
        return (int)Math.Ceiling((double)bytesPerHour * ((2 * Hours) + TruncationHours) / BytesPerMiB);
    }

    /// <summary>How long an agent needs to send what it kept, in minutes, while new samples keep coming.</summary>
    /// <param name="series">How many series the site has.</param>
    /// <param name="scrapeSeconds">How often the site looks, in seconds.</param>
    /// <param name="requestSeconds">How long a request takes, there and back, in seconds.</param>
    public static int CatchUpMinutes(int series, int scrapeSeconds, double requestSeconds)
    {
        var perSecond = (double)series / scrapeSeconds;
        var spare = (AgentQueue.MaximumShards * AgentQueue.SamplesPerRequest / requestSeconds) - perSecond;
        return spare <= 0 ? int.MaxValue : (int)Math.Ceiling(perSecond * Hours * SecondsPerHour / spare / 60);
    }
}

/// <summary>How an agent sends: enough to catch up, little enough that a thousand sites that come back together do not drown the hub.</summary>
internal static class AgentQueue
{
    /// <summary>The most requests that are on their way at a time.</summary>
    public const int MaximumShards = 2;

    /// <summary>The most samples in a request.</summary>
    public const int SamplesPerRequest = 2000;

    /// <summary>The samples that wait in memory for each shard; the rest waits in the log. Three requests, as Prometheus' guide to remote write advises.</summary>
    public const int Capacity = 3 * SamplesPerRequest;
}
