using RaMatch.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBroker))]
