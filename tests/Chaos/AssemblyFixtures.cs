[assembly: Xunit.AssemblyFixture(typeof(RaMatch.Testing.SharedBroker))]
