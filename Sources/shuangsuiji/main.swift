// The command. Everything it knows stands in `commandTable`; everything it does stands in the
// libraries. Clock, environment, terminal, written files and exit codes are found only here.

import Glibc

// A closed pipe and a file size limit are noticed where bytes are written.
signal(SIGPIPE, SIG_IGN)
signal(SIGXFSZ, SIG_IGN)
exit(runCommand(Array(CommandLine.arguments.dropFirst()), Console()).rawValue)
