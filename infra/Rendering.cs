using Infra.Engine.Rendering;

namespace Infra;

/// <summary>What rendering a stack came to.</summary>
/// <param name="Tree">What is rendered, and what is left out.</param>
/// <param name="Changes">What was written and removed.</param>
internal sealed record Rendering(RenderedTree Tree, RenderedChanges Changes);
