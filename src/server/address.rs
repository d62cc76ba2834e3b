//! Whose request it is, as limits count them.

use super::Shared;
use super::accept::Peer;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Bits of an IPv6 address that name a network; the others its devices choose as they like (RFC 7421).
const NETWORK_BITS: u32 = 64;

/// The address a request came from: who connected, or who a trusted proxy says did.
pub(super) fn of(shared: &Shared, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions.get::<Peer>().map_or(Ipv4Addr::UNSPECIFIED.into(), |Peer(peer)| *peer);
    let told = told(headers).filter(|_| shared.options.trust_proxy);
    counted(told.unwrap_or(peer))
}

/// What the nearest proxy wrote: it appends to what others, and anybody at all, claimed before.
fn told(headers: &HeaderMap) -> Option<IpAddr> {
    let list = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let nearest = list.rsplit(',').next()?.trim();
    let with_port = || nearest.parse().ok().map(|address: SocketAddr| address.ip());
    nearest.parse().ok().or_else(with_port)
}

/// An address as it is counted: one household has one of the fourth version and 2⁶⁴ of the sixth.
fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let network = u128::MAX << NETWORK_BITS;
            Ipv6Addr::from_bits(address.to_bits() & network).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(lines: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        told(&headers).map(|address| counted(address).to_string())
    }

    #[test]
    fn w14_the_last_proxy_is_believed_and_nobody_before_it() {
        assert_eq!(forwarded(&[]), None, "no proxy");
        assert_eq!(forwarded(&["198.51.100.7"]).as_deref(), Some("198.51.100.7"), "one");
        let claimed = forwarded(&["1.1.1.1, 2.2.2.2", "3.3.3.3,198.51.100.7"]);
        assert_eq!(claimed.as_deref(), Some("198.51.100.7"), "the last of the last line");
        assert_eq!(forwarded(&["198.51.100.7:443"]).as_deref(), Some("198.51.100.7"), "a port");
        assert_eq!(forwarded(&["somebody"]), None, "no address");
    }

    #[test]
    fn w14_a_network_of_the_sixth_version_is_one_address() {
        let one = forwarded(&["2001:db8:1:2:3:4:5:6"]);
        assert_eq!(one, forwarded(&["[2001:db8:1:2:ffff::9]:443"]), "the same network");
        assert_ne!(one, forwarded(&["2001:db8:1:3::1"]), "another");
        assert_eq!(forwarded(&["::ffff:10.0.0.1"]).as_deref(), Some("10.0.0.1"), "the fourth");
    }
}
