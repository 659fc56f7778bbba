using RaMatch.Platform.Data;

namespace RaMatch.Applicant;

/// <summary>The Applicant service's own database.</summary>
sealed class ApplicantDb(DatabaseEnvironment environment) : Database("applicant", typeof(ApplicantDb).Assembly, environment);
