// The command. Everything it knows stands in `commandTable`; everything it does stands in the
// libraries. Clock, environment, terminal, written files and exit codes are found only here.

import Glibc
import Tables

occupyStandardStreams()
StopSignals.handle()
let console = Console()
let status = runCommand(Array(CommandLine.arguments.dropFirst()), console)
StopSignals.yieldToSignal()
exit(status.rawValue)
