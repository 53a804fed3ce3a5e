// The command. Everything it knows stands in `commandTable`; everything it does stands in the
// libraries. Clock, environment, terminal, written files and exit codes are found only here.

import Glibc

exit(runCommand(Array(CommandLine.arguments.dropFirst()), Console()).rawValue)
