//! All tests that use the crate from outside, in one program.

mod archives;
mod cli;
mod connections;
mod counts;
mod crash;
mod drawing;
mod exports;
mod film;
mod films;
mod fixtures;
mod golden;
mod hosting;
mod images;
mod invite;
mod openapi;
mod people;
mod plain_dialect;
mod reconnect;
mod replay;
mod rules;
mod saved;
mod simulation;
mod store;
mod storing;
mod support;
mod tidy;
