//! Every role × every message: the table of who may do what, held against the messages themselves.

use easel::model::{AuthorId, Role, Rules};
use easel::protocol::{Refusal, parse_message, parse_plain};
use easel::room::{Asker, need, plain_need};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One line for each message of the easel dialect; three columns of four: as viewer, painter and host, each under no
/// rule, locked, quiet and still. `.` may, `f` forbidden, `l` locked, `q` quiet, `s` still.
const TABLE: &str = "
    begin          ffff  .l..  ....
    cancel         ffff  .l..  ....
    canvasRequest  ....  ....  ....
    chapter        ffff  .l..  ....
    chat           ..q.  ..q.  ....
    clear          ffff  .l..  ....
    cursor         ffff  ...s  ....
    end            ffff  .l..  ....
    join           ....  ....  ....
    key            ....  ....  ....
    me             ....  ....  ....
    ping           ....  ....  ....
    place          ffff  .l..  ....
    points         ffff  .l..  ....
    rank           ffff  ffff  ....
    redo           ffff  .l..  ....
    report         ....  ....  ....
    rules          ffff  ffff  ....
    unclear        ffff  .l..  ....
    undo           ffff  .l..  ....
    view           ....  ....  ....
";

/// The same for what the plain dialect says.
const PLAIN: &str = "
    draw           ffff  .l..  ....
    canvasRequest  ....  ....  ....
    chat           ..q.  ..q.  ....
    noise          ....  ....  ....
";

const ROLES: [Role; 3] = [Role::Viewer, Role::Painter, Role::Host];

fn rules() -> [Rules; 4] {
    let none = Rules::default();
    [
        none,
        Rules { locked: true, ..none },
        Rules { quiet: true, ..none },
        Rules { still: true, ..none },
    ]
}

fn columns(may: impl Fn(&Asker) -> Result<(), Refusal>) -> String {
    let letter = |role, rules| match may(&Asker { author: AuthorId([0; 12]), role, rules }) {
        Ok(()) => '.',
        Err(Refusal::Forbidden { needs }) if needs > role => 'f',
        Err(Refusal::Locked) => 'l',
        Err(Refusal::Quiet) => 'q',
        Err(Refusal::Still) => 's',
        Err(other) => panic!("an unexpected refusal: {other:?}"),
    };
    let column = |role| rules().map(|rules| letter(role, rules)).iter().collect::<String>();
    ROLES.map(column).join("  ")
}

fn table(text: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (name, rest) = line.trim().split_once(' ').expect("a name and columns");
        (name.to_owned(), rest.trim().to_owned())
    };
    text.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

/// Each message has a fixture, which another test holds against the type; so a new message fails here until
/// somebody has said who may send it.
#[test]
fn v11_every_role_may_send_what_the_table_says_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/protocol/client");
    let mut seen = BTreeMap::new();
    for file in fs::read_dir(folder).expect("the fixtures") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a fixture");
        let message = parse_message(&text).expect("a message").remove(0);
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        seen.insert(name, columns(|asker| asker.may(need(&message))));
    }
    assert_eq!(seen, table(TABLE), "who may send what");
}

#[test]
fn v11_plain_clients_may_send_what_the_table_says_and_nothing_else() {
    let inputs = [
        ("draw", r#"{"type":"draw","startX":1,"startY":2,"endX":3,"endY":4}"#),
        ("canvasRequest", r#"{"type":"canvasRequest"}"#),
        ("chat", r#"{"content":"hello","user":"Ada"}"#),
        ("noise", r#"{"type":"fly"}"#),
    ];
    let seen = inputs.map(|(name, text)| {
        let input = parse_plain(text).remove(0);
        (name.to_owned(), columns(|asker| asker.may(plain_need(&input))))
    });
    assert_eq!(BTreeMap::from(seen), table(PLAIN), "who may send what");
}
