using Xunit.Sdk;
using Xunit.v3;

// A run takes its environment from the process, so runs wait for one another; side by side they would only wait longer.
[assembly: Parallelization(Mode = ParallelMode.None)]
