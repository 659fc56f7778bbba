using RaMatch.Platform;
using RaMatch.Applicant;

return await RaMatchHost.RunAsync(args, new ApplicantService());
