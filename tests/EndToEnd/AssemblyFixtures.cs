using RaMatch.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBroker))]
// Each test starts several processes; two cores serve one such test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
