namespace Infra.Engine.Projects;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The end of a sentence: <c>; did you mean 'x'?</c> when one of the words is near, else a full stop.</summary>
    public static string DidYouMean(string word, IEnumerable<string> words)
    {
        var (nearest, distance) = (default(string), int.MaxValue);
        foreach (var candidate in words)
        {
            var apart = Distance(word, candidate);
            if (apart < distance)
                (nearest, distance) = (candidate, apart);
        }

        return nearest is not null && distance <= Math.Max(2, nearest.Length / 3) && distance < nearest.Length ? $"; did you mean '{nearest}'?" : ".";
    }

    /// <summary>How many letters must be added, removed or changed, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8)
            return int.MaxValue;

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[right.Length];
    }
}
