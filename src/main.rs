//! `handover`: what was typed becomes a command, and the command an exit code. Nothing else.

fn main() -> std::process::ExitCode {
    handover::cli::run(std::env::args_os())
}
