//! The bytes of what hosts say of a room: see `record`.

use super::record::{Damage, put_text, take_author, take_text};
use super::varint;
use crate::model::{AuthorId, Deed, Rank, Report, Role, RulesChange};
use crate::protocol::limits::SLOW_MAX;

const UNKNOWN: Damage = Damage("a rule is of an unknown kind");

pub(super) fn put_rules(change: RulesChange, out: &mut Vec<u8>) {
    for flag in [change.locked, change.quiet, change.still] {
        out.push(flag.map_or(0, |on| 1 + u8::from(on)));
    }
    varint::put(change.slow.map_or(0, |seconds| 1 + u64::from(seconds)), out);
}

pub(super) fn take_rules(input: &mut &[u8]) -> Result<RulesChange, Damage> {
    let mut flags = [None; 3];
    for flag in &mut flags {
        *flag = match varint::take_byte(input)? {
            0 => None,
            1 => Some(false),
            2 => Some(true),
            _ => return Err(UNKNOWN),
        };
    }
    let [locked, quiet, still] = flags;
    let slow = match varint::take(input)? {
        0 => None,
        more if more - 1 <= u64::from(SLOW_MAX) => Some((more - 1) as u16),
        _ => return Err(UNKNOWN),
    };
    Ok(RulesChange { locked, quiet, still, slow })
}

pub(super) fn put_rank(of: AuthorId, rank: Option<Rank>, out: &mut Vec<u8>) {
    out.extend_from_slice(&of.0);
    out.push(match rank {
        None => 0,
        Some(Rank::Viewer) => 1,
        Some(Rank::Painter) => 2,
        Some(Rank::Out) => 3,
    });
}

pub(super) fn take_rank(input: &mut &[u8]) -> Result<(AuthorId, Option<Rank>), Damage> {
    let of = take_author(input)?;
    let rank = match varint::take_byte(input)? {
        0 => None,
        1 => Some(Rank::Viewer),
        2 => Some(Rank::Painter),
        3 => Some(Rank::Out),
        _ => return Err(UNKNOWN),
    };
    Ok((of, rank))
}

pub(super) fn put_report(report: &Report, out: &mut Vec<u8>) {
    out.push(u8::from(report.about.is_some()));
    if let Some(about) = report.about {
        out.extend_from_slice(&about.0);
    }
    put_text(&report.words, out);
}

pub(super) fn take_report(input: &mut &[u8]) -> Result<Report, Damage> {
    let about = match varint::take_byte(input)? {
        0 => None,
        1 => Some(take_author(input)?),
        _ => return Err(UNKNOWN),
    };
    Ok(Report { about, words: take_text(input)? })
}

pub(super) fn put_deed(deed: Deed, out: &mut Vec<u8>) {
    match deed {
        Deed::Guests(role) => out.extend([0, role.map_or(0, |role| 1 + number(role))]),
        Deed::Pass(role) => out.extend([1, number(role)]),
        Deed::PassTaken(role) => out.extend([2, number(role)]),
        Deed::Host(author) => {
            out.push(3);
            out.extend_from_slice(&author.0);
        }
        Deed::Shown => out.push(4),
        Deed::Collected => out.push(5),
    }
}

pub(super) fn take_deed(input: &mut &[u8]) -> Result<Deed, Damage> {
    Ok(match varint::take_byte(input)? {
        0 => match varint::take_byte(input)? {
            0 => Deed::Guests(None),
            more => Deed::Guests(Some(role(more - 1)?)),
        },
        1 => Deed::Pass(role(varint::take_byte(input)?)?),
        2 => Deed::PassTaken(role(varint::take_byte(input)?)?),
        3 => Deed::Host(take_author(input)?),
        4 => Deed::Shown,
        5 => Deed::Collected,
        _ => return Err(UNKNOWN),
    })
}

fn number(role: Role) -> u8 {
    match role {
        Role::Viewer => 0,
        Role::Painter => 1,
        Role::Host => 2,
    }
}

fn role(number: u8) -> Result<Role, Damage> {
    match number {
        0 => Ok(Role::Viewer),
        1 => Ok(Role::Painter),
        2 => Ok(Role::Host),
        _ => Err(UNKNOWN),
    }
}
