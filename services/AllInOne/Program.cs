using RaMatch.AllInOne;

return await Commands.RunAsync(args);
