using CsCheck;
using Xunit;

namespace Infra.Policies.Tests;

/// <summary>Whatever somebody makes of a file, it is a policy or it is told what is wrong with it, and where.</summary>
public sealed class PolicyMutantTests
{
    private static readonly string[] Pieces = ["\t", ":", "-", "[", "}", "'", "\"", "null", "~", "012", "&a", "*a", "\u0000", "é", "\n", "  ", "#", "|", "<<: ", "{{", "((", "variables.x", "!!int "];

    private static readonly Gen<(int At, int Length, string Piece)> Edits = Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 30], Gen.Int[0, Pieces.Length - 1]).Select((at, length, piece) => (at, length, Pieces[piece]));

    [Fact]
    public void Any_mutant_of_a_policy_or_a_pack_is_read_or_located_problems()
    {
        using var folder = new PackFolder().WithBoth();
        Gen.Select(Edits.Array[1, 4], Gen.Bool).Sample(
            (edits, isPolicy) =>
            {
                var (pack, policy) = isPolicy ? (PackFolder.Pack, Edited(PackFolder.Policy, edits)) : (Edited(PackFolder.Pack, edits), PackFolder.Policy);
                var library = folder.WithBoth(pack, policy).Read();
                Assert.True(!library.Problems.IsEmpty || library.Policies.Any(), "the policy is lost without a word");
                Assert.All(library.Problems, problem => Assert.InRange(problem.Message.Length, 10, 600));
                Assert.All(library.Problems, problem => Assert.DoesNotContain(problem.ToString(), char.IsControl));
                Assert.All(library.Problems, problem => Assert.InRange(problem.Place.Line, 1, (problem.Place.File.EndsWith("pack.yaml", StringComparison.Ordinal) ? pack : policy).Split('\n').Length + 1));
            },
            iter: 2000,
            threads: 1);
    }

    private static string Edited(string text, (int At, int Length, string Piece)[] edits)
    {
        foreach (var (at, length, piece) in edits)
        {
            var start = at % (text.Length + 1);
            text = text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, piece);
        }

        return text;
    }
}
