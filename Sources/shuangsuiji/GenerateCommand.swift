func runGenerate(_ invocation: Invocation, _ console: Console) -> ExitStatus { .failed }
