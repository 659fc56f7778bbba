using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Posting;

return RaMatchHost.Run(args, new PostingService(), new ApplicantService(), new MatchingService(), new PortalService());
