using ServiceAnalytics.App;
using ServiceAnalytics.App.Commands;

using Terminal terminal = Terminal.OfThisProcess();
return await CommandLine.RunAsync(args, terminal, TimeProvider.System);
