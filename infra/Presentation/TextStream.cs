using Infra.Engine;

namespace Infra.Presentation;

/// <summary>A file, or the standard stream where no file is named.</summary>
internal static class TextStream
{
    /// <summary>Reads all of it.</summary>
    /// <exception cref="EngineException">It cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string? file, CancellationToken cancellation)
    {
        try
        {
            if (file is not null)
                return await File.ReadAllBytesAsync(file, cancellation);

            using var buffer = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(buffer, cancellation);
            return buffer.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{file ?? "standard input"} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="EngineException">It cannot be written.</exception>
    public static async Task WriteAsync(string? file, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            await using Stream destination = file is null ? Console.OpenStandardOutput() : File.Create(file);
            await destination.WriteAsync(content, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{file ?? "standard output"} cannot be written: {e.Message}", e);
        }
    }
}
