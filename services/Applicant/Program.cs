using RaMatch.Platform;
using RaMatch.Applicant;

return RaMatchHost.Run(args, new ApplicantService());
