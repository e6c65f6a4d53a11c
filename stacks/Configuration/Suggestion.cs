namespace Infra.Stacks.Configuration;

/// <summary>Guesses what a misspelt word was to be.</summary>
public static class Suggestion
{
    /// <summary>The end of an error message: <c>; did you mean 'on-prem'?</c>, or nothing when no candidate is near.</summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(guess => guess.distance <= Math.Max(1, Math.Min(word.Length, guess.candidate.Length) / 3))
            .OrderBy(guess => guess.distance)
            .ThenBy(guess => guess.candidate, StringComparer.Ordinal)
            .Select(guess => guess.candidate)
            .FirstOrDefault();
        return nearest is null ? "" : $"; did you mean '{nearest}'?";
    }

    /// <summary>How many letters must be added, removed, changed or swapped with their neighbour to make one word the other.</summary>
    public static int Distance(string first, string second)
    {
        var distances = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
            distances[i, 0] = i;
        for (var j = 0; j <= second.Length; j++)
            distances[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            for (var j = 1; j <= second.Length; j++)
            {
                var change = first[i - 1] == second[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1, distances[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    best = Math.Min(best, distances[i - 2, j - 2] + 1);
                distances[i, j] = best;
            }
        }
        return distances[first.Length, second.Length];
    }
}
