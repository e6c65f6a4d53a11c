namespace Infra.Documents;

/// <summary>Guesses what a misspelt word was to be.</summary>
public static class Suggestion
{
    // Nobody misspells more than this; comparing takes the square of it.
    private const int LongestWord = 200;

    /// <summary>The end of an error message: <c>; did you mean 'on-prem'?</c>, or nothing when no candidate is near.</summary>
    /// <param name="word">The word as it is written.</param>
    /// <param name="candidates">The words that it could have been.</param>
    /// <param name="otherwise">What to say when none is near.</param>
    public static string For(string word, IEnumerable<string> candidates, string otherwise = "")
    {
        var nearest = candidates
            .Where(candidate => candidate.Length <= LongestWord && Math.Abs(candidate.Length - word.Length) <= Tolerance(word, candidate))
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(guess => guess.distance <= Tolerance(word, guess.candidate))
            .OrderBy(guess => guess.distance)
            .ThenBy(guess => guess.candidate, StringComparer.Ordinal)
            .Select(guess => guess.candidate)
            .FirstOrDefault();
        return nearest is null ? otherwise : $"; did you mean '{Excerpt.Of(nearest, LongestWord)}'?";
    }

    private static int Tolerance(string word, string candidate) => Math.Max(1, Math.Min(word.Length, candidate.Length) / 3);

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
