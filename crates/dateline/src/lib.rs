//! The face of dateline: a library (`Coder`) and the `dateline` program.
