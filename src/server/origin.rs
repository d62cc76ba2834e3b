//! Which pages may connect: without this, any page a person opens could draw in their name (rule W3).

use axum::http::{HeaderMap, Uri, header};

/// Which pages may open a WebSocket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OriginRule {
    /// Pages of the host they connect to.
    #[default]
    SameHost,
    /// Those, and pages of these origins (`https://example.org`).
    Also(Vec<String>),
    /// All pages: for old demos served from another port.
    Any,
}

impl OriginRule {
    /// Whether a request with these headers may connect. A request without `Origin` is not a browser's.
    pub fn allows(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        if *self == Self::Any {
            return true;
        }
        let Ok(origin) = origin.to_str() else { return false };
        if let Self::Also(list) = self
            && list.iter().any(|allowed| allowed.trim_end_matches('/') == origin)
        {
            return true;
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| same_host(origin, host))
    }
}

fn same_host(origin: &str, host: &str) -> bool {
    let Ok(origin) = origin.parse::<Uri>() else { return false };
    let default = if origin.scheme_str() == Some("https") { 443 } else { 80 };
    let Ok(host) = host.parse::<axum::http::uri::Authority>() else { return false };
    let ports = (origin.port_u16().unwrap_or(default), host.port_u16().unwrap_or(default));
    origin.host().is_some_and(|name| name.eq_ignore_ascii_case(host.host())) && ports.0 == ports.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(rule: &OriginRule, origin: &str, host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ORIGIN, origin.parse().expect("a header"));
        headers.insert(header::HOST, host.parse().expect("a header"));
        rule.allows(&headers)
    }

    #[test]
    fn w3_a_page_may_connect_to_its_own_host_only() {
        let rule = OriginRule::SameHost;
        assert!(allows(&rule, "http://localhost:8080", "localhost:8080"), "same host and port");
        assert!(allows(&rule, "https://Draw.example", "draw.example"), "default port, any case");
        for (origin, host) in [
            ("http://evil.example", "localhost:8080"),
            ("http://localhost:3000", "localhost:8080"),
            ("null", "localhost:8080"),
            ("http://localhost:8080.evil.example", "localhost:8080"),
        ] {
            assert!(!allows(&rule, origin, host), "{origin} to {host}");
        }
        assert!(rule.allows(&HeaderMap::new()), "not a browser");
    }

    #[test]
    fn w3_other_pages_may_connect_when_they_are_listed() {
        let rule = OriginRule::Also(vec!["http://localhost:3000".into()]);
        assert!(allows(&rule, "http://localhost:3000", "localhost:8080"), "listed");
        assert!(!allows(&rule, "http://localhost:3001", "localhost:8080"), "not listed");
        assert!(allows(&OriginRule::Any, "http://evil.example", "localhost:8080"), "open");
    }
}
