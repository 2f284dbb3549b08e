//! The interface for programs, from outside: the whole path by token, broken lines, refusals, and whose things are whose.

mod kit;

use handover::store::Role;
use handover::web::routes::{Way, ways};
use kit::program::{Program, begun, code, cover, json};
use kit::service::{Service, read_answer};
use kit::{Room, Said, plain_export};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};

const NOWHERE: &str = "00000000000000000000000000000000";

fn of(id: &str, rest: &str) -> String {
    format!("/api/v1/handovers/{id}{rest}")
}

/// Asks until it is answered otherwise than 202.
fn preview(program: &Program, id: &str, query: &str) -> Value {
    loop {
        let said = program.read(&of(id, &format!("/preview{query}")));
        if said.status != 202 {
            assert_eq!(said.status, 200, "{}", said.body);
            return json(&said);
        }
        assert!(said.header("retry-after").is_some() && json(&said)["stage"].is_string());
    }
}

/// Follows a pack to its end; what was told.
fn followed(program: &Program, id: &str) -> String {
    let said = program.read(&of(id, "/events"));
    assert_eq!((said.status, said.header("content-type")), (200, Some("text/event-stream")));
    said.body
}

/// An export with two columns that could both be the address.
fn doubtful_export(rows: usize) -> Vec<u8> {
    let mut text = String::from("given_name,family_name,email,mail address,country,signed_at\n");
    for n in 0..rows {
        let day = 1 + n % 28;
        text.push_str(&format!(
            "Zqxgivb{n},Zqxfamb{n},zqxemab{n}@zqxhost.example.com,zqxemac{n}@zqxhost.example.com,FR,2017-04-{day:02}\n"
        ));
    }
    text.into_bytes()
}

#[test]
fn the_whole_path_by_token() {
    let people = [("zoe", Role::Uploader), ("ann", Role::Approver), ("ida", Role::Auditor)];
    let (service, [zoe, ann, ida]) = begun(&[], people);
    let id = zoe.handover("named");
    let first = plain_export(400);
    let made = zoe.export(&id, "zqxfile-one.csv", &first);
    assert_eq!(made.status, 201, "{}", made.body);
    let export = json(&made);
    assert_eq!(
        (export["file"].as_str(), export["bytes"].as_u64()),
        (Some("zqxfile-one.csv"), Some(first.len() as u64))
    );
    assert_eq!(export["recognised"]["columns"][2]["field"], "email");
    assert!(!made.body.contains("zqxema0@"), "samples are masked: {}", made.body);

    let again = zoe.export(&id, "again.csv", &first);
    assert_eq!((again.status, code(&again).as_str()), (409, "same-file"));
    assert!(again.body.contains("zqxfile-one.csv"), "it says which: {}", again.body);
    let pdf = zoe.export(&id, "a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n");
    assert_eq!((pdf.status, code(&pdf).as_str()), (415, "kind"));
    let empty = zoe.export(&id, "empty.csv", b"");
    assert_eq!((empty.status, code(&empty).as_str()), (422, "empty"));
    assert_eq!(json(&zoe.read(&of(&id, "")))["exports"].as_array().map(Vec::len), Some(1), "what is refused is gone");

    let second = doubtful_export(300);
    let second_id = by_tus(&zoe, &id, "zqxfile-two.csv", &second);
    let seen = json(&zoe.read(&of(&id, "")));
    assert_eq!(seen["exports"][1]["id"], second_id);
    assert_eq!(seen["exports"][1]["recognised"]["questions"][0]["kind"], "two-columns");
    let unsure = zoe.ask("POST", &of(&id, "/pack"), &[], b"");
    assert_eq!((unsure.status, code(&unsure).as_str()), (409, "unsure"));
    let wrong = zoe.send("PUT", &of(&id, "/columns"), &json!({"columns": {"mail address": "nothing"}}));
    assert_eq!((wrong.status, code(&wrong).as_str()), (422, "columns"));
    let decided = zoe.send("PUT", &of(&id, "/columns"), &json!({"columns": {"mail address": "ignore"}}));
    assert_eq!(decided.status, 200, "{}", decided.body);
    assert_eq!(json(&decided)["exports"][1]["recognised"]["questions"], json!([]));

    let look = preview(&ann, &id, "");
    assert_eq!((look["policy"].as_str(), look["ledger"]["rows_read"].as_u64()), (Some("named"), Some(700)));
    assert_eq!(
        (look["original"].as_array().map(Vec::len), look["shown"].as_array().map(Vec::len)),
        (Some(20), Some(20))
    );
    assert!(!look["original"].to_string().contains("zqxema0@"), "masked: {}", look["original"]);
    assert_eq!(preview(&zoe, &id, "?policy=count")["shown"], json!([]));
    let none = zoe.read(&of(&id, "/preview?policy=nonesuch"));
    assert_eq!((none.status, code(&none).as_str()), (422, "policy"));

    for _ in 0..2 {
        let asked = zoe.ask("POST", &of(&id, "/pack"), &[], b"");
        assert_eq!(asked.status, 202, "{}", asked.body);
    }
    let told = followed(&ida, &id);
    assert!(told.contains("event: state\ndata: ") && told.contains("\"awaiting-approval\""), "{told}");
    let seen = json(&ann.read(&of(&id, "")));
    assert_eq!((seen["state"].as_str(), seen["progress"].as_f64()), (Some("awaiting-approval"), Some(1.0)));
    assert_eq!((seen["signatures"].as_u64(), seen["ledger"]["rows_read"].as_u64()), (Some(700), Some(700)));
    let hash = seen["integrity_hash"].as_str().expect("a hash").to_owned();
    assert_eq!(zoe.read(&of(&id, "/dossier")).status, 409, "nothing leaves before the release");
    assert_eq!(zoe.send("PUT", &of(&id, ""), &cover("count")).status, 409, "what is packed does not change");

    let approval = json!({"integrity_hash": hash});
    let own = zoe.send("POST", &of(&id, "/approval"), &approval);
    assert_eq!((own.status, code(&own).as_str()), (403, "four-eyes"));
    let other = ann.send("POST", &of(&id, "/approval"), &json!({"integrity_hash": "0".repeat(64)}));
    assert_eq!((other.status, code(&other).as_str()), (409, "other-hash"));
    let done = ann.send("POST", &of(&id, "/approval"), &approval);
    assert_eq!((done.status, json(&done)["state"].as_str()), (200, Some("released")), "{}", done.body);
    assert_eq!(json(&zoe.read(&of(&id, "")))["exports"], json!([]), "raw exports go at the release");

    downloaded(&service, &zoe, &id, &hash);

    assert_eq!(zoe.send("POST", &of(&id, "/withdrawal"), &json!({"reason": "x"})).status, 403);
    let wordless = ann.send("POST", &of(&id, "/withdrawal"), &json!({"reason": " "}));
    assert_eq!((wordless.status, code(&wordless).as_str()), (422, "reason"));
    let reason = json!({"reason": "zqxreason of ours"});
    assert_eq!(ann.send("POST", &of(&id, "/withdrawal"), &reason).status, 204);
    assert_eq!(json(&zoe.read(&of(&id, "")))["reason"], "zqxreason of ours");
    let seen = ida.read(&of(&id, ""));
    assert!(seen.body.contains("\"withdrawn\"") && !seen.body.contains("zqx") && !seen.body.contains("petition"));
    let log = service.log().to_lowercase();
    assert!(log.contains("/api/v1/handovers/{id}/exports"), "{log}");
    assert!(!log.contains("zqx"), "{log}");
}

/// In three tries: the line breaks, the second goes on, the third repeats. The export's id.
fn by_tus(program: &Program, handover: &str, name: &str, bytes: &[u8]) -> String {
    use base64::Engine as _;
    let in_base64 = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let tus = ("Tus-Resumable", "1.0.0");
    let spoken = program.ask("OPTIONS", "/api/v1/uploads", &[], b"");
    assert_eq!((spoken.status, spoken.header("tus-version")), (204, Some("1.0.0")));
    let length = bytes.len().to_string();
    let described = format!("filename {},handover {}", in_base64(name), in_base64(handover));
    let head = [("Upload-Length", length.as_str()), ("Upload-Metadata", described.as_str())];
    let other = program.ask("POST", "/api/v1/uploads", &head, b"");
    assert_eq!((other.status, code(&other).as_str()), (412, "tus"));
    let begun = program.ask("POST", "/api/v1/uploads", &[head[0], head[1], tus], b"");
    assert_eq!(begun.status, 201, "{}", begun.body);
    assert!(begun.header("upload-expires").is_some_and(|until| until.ends_with(" GMT")));
    let place = begun.header("location").expect("a place").to_owned();
    let seen = json(&program.read(&of(handover, "")));
    assert_eq!(
        (seen["uploads"][0]["url"].as_str(), seen["uploads"][0]["file"].as_str()),
        (Some(place.as_str()), Some(name))
    );

    let octets = ("Content-Type", "application/offset+octet-stream");
    let half = bytes.len() / 2;
    let head = [tus, octets, ("Upload-Offset", "0"), ("Content-Length", length.as_str())];
    let mut broken = program.begin("PATCH", &place, &head);
    broken.write_all(&bytes[..half]).expect("sent");
    drop(broken);
    let stands =
        |program: &Program| program.ask("HEAD", &place, &[tus], b"").header("upload-offset").map(str::to_owned);
    // What came before the break is settled once the service has seen the break.
    while stands(program).as_deref() != Some(half.to_string().as_str()) {
        std::thread::yield_now();
    }
    let at = half.to_string();
    let elsewhere = program.ask("PATCH", &place, &[tus, octets, ("Upload-Offset", "1")], &bytes[1..]);
    assert_eq!(
        (elsewhere.status, elsewhere.header("upload-offset"), code(&elsewhere).as_str()),
        (409, Some(at.as_str()), "offset")
    );
    let kind = program.ask("PATCH", &place, &[tus, ("Upload-Offset", &at)], &bytes[half..]);
    assert_eq!(kind.status, 415);
    let more = [&bytes[half..], b"and more"].concat();
    let longer = program.ask("PATCH", &place, &[tus, octets, ("Upload-Offset", &at)], &more);
    assert_eq!(longer.status, 413, "more than was announced: {}", longer.body);
    let at = stands(program).expect("an offset");
    let rest = &bytes[at.parse::<usize>().expect("a number")..];
    let done = program.ask("PATCH", &place, &[tus, octets, ("Upload-Offset", &at)], rest);
    assert_eq!((done.status, done.header("upload-offset")), (204, Some(length.as_str())), "{}", done.body);
    let export = done.header("handover-export").expect("an export").to_owned();
    for _ in 0..2 {
        let repeated = program.ask("PATCH", &place, &[tus, octets, ("Upload-Offset", &length)], b"");
        assert_eq!((repeated.status, repeated.header("handover-export")), (204, Some(export.as_str())));
        let seen = program.ask("HEAD", &place, &[tus], b"");
        assert_eq!((seen.status, seen.header("upload-offset")), (200, Some(length.as_str())));
    }
    export
}

/// In ranges; put together they are a dossier that verifies.
fn downloaded(service: &Service, zoe: &Program, id: &str, hash: &str) {
    let path = of(id, "/dossier");
    let head = zoe.ask("HEAD", &path, &[], b"");
    let etag = format!("\"{hash}\"");
    assert_eq!((head.status, head.header("etag"), head.bytes.len()), (200, Some(etag.as_str()), 0));
    let length: u64 = head.header("content-length").and_then(|n| n.parse().ok()).expect("a length");
    let name = head.header("content-disposition").and_then(|said| said.split('"').nth(1)).expect("a name");
    assert!(name.starts_with("dossier-") && name.ends_with(".zip"), "{name}");
    let mut whole = Vec::new();
    for (first, last) in [(0, 99), (100, length / 2), (length / 2 + 1, length + 500)] {
        let range = format!("bytes={first}-{last}");
        let part = zoe.ask("GET", &path, &[("Range", &range), ("If-Range", &etag)], b"");
        let last = last.min(length - 1);
        let said = format!("bytes {first}-{last}/{length}");
        assert_eq!((part.status, part.header("content-range")), (206, Some(said.as_str())));
        whole.extend_from_slice(&part.bytes);
    }
    assert!(whole == zoe.read(&path).bytes && whole.len() as u64 == length);
    let other = zoe.ask("GET", &path, &[("Range", "bytes=0-9"), ("If-Range", "\"0\"")], b"");
    assert_eq!((other.status, other.bytes.len() as u64), (200, length), "of another version all is sent");
    let beyond = zoe.ask("GET", &path, &[("Range", &format!("bytes={length}-"))], b"");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some(format!("bytes */{length}").as_str())));
    assert_eq!(code(&beyond), "range");
    assert_eq!(zoe.ask("GET", &path, &[("If-None-Match", &etag)], b"").status, 304);
    let other = zoe.ask("GET", &path, &[("If-Match", "\"0\"")], b"");
    assert_eq!((other.status, code(&other).as_str()), (412, "condition"));

    let room = Room::new();
    room.write(name, &whole);
    let said = Said::of(&mut room.handover(["verify", name, "--hash", hash, "--json"]));
    assert_eq!(said.json()["integrity_hash"], hash, "{}", said.text());
    assert_eq!(said.json()["findings"], json!([]), "{}", said.text());
    let slip = zoe.read(&of(id, "/slip"));
    assert!(slip.status == 200 && slip.bytes.starts_with(b"%PDF-"), "{}", slip.status);
    assert!(slip.header("content-disposition").is_some_and(|said| said.ends_with(".slip.pdf\"")));
    let vault = zoe.read(&of(id, "/vault"));
    assert!(vault.status == 200 && vault.bytes.starts_with(b"age-encryption.org/v1\n"));
    for _ in 0..2 {
        assert_eq!(zoe.ask("DELETE", &of(id, "/vault"), &[], b"").status, 204);
    }
    let gone = zoe.read(&of(id, "/vault"));
    assert_eq!((gone.status, code(&gone).as_str()), (410, "vault-gone"));
    assert!(service.command().args(["audit", "verify"]).output().expect("it runs").status.success());
}

#[test]
fn what_breaks_off_or_is_too_long_leaves_nothing() {
    let (service, [zoe]) = begun(&[("MAX_UPLOAD_BYTES", "4096")], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let path = of(&id, "/exports?filename=a.csv");
    let blobs = || std::fs::read_dir(service.data().join("blobs")).expect("a folder").count();
    let mut broken = zoe.begin("POST", &path, &[("Content-Length", "3000")]);
    broken.write_all(b"given_name,email\nzqxgiv,zqx@example.com\n").expect("sent");
    broken.shutdown(std::net::Shutdown::Write).expect("half closed");
    let said = read_answer(&mut broken);
    assert!(matches!(said.status, 0 | 400), "{}", said.status);
    let announced = zoe.ask("POST", &path, &[], &[b'x'; 5_000]);
    assert_eq!((announced.status, code(&announced).as_str()), (413, "too-large"));
    let mut chunked = zoe.begin("POST", &path, &[("Transfer-Encoding", "chunked")]);
    for _ in 0..6 {
        // It may close before the end.
        let _ = chunked.write_all(format!("400\r\n{}\r\n", "x".repeat(1_024)).as_bytes());
    }
    assert_eq!(read_answer(&mut chunked).status, 413);
    let mut unsaid = zoe.begin("POST", &path, &[]);
    let said = read_answer(&mut unsaid);
    assert_eq!((said.status, code(&said).as_str()), (411, "length"));
    for (path, kind, status) in [
        (of(&id, "/exports"), "text/csv", 400),
        (of(&id, "/exports?filename="), "text/csv", 422),
        (of(&id, "/exports?filename=a%0Ab"), "text/csv", 422),
        (path.clone(), "multipart/form-data; boundary=x", 415),
        (path.clone(), "application/json", 415),
    ] {
        let said = zoe.ask("POST", &path, &[("Content-Type", kind)], b"given_name,email\nZoe,z@example.com\n");
        assert_eq!(said.status, status, "{path} {kind}: {}", said.body);
    }
    let tus =
        [("Tus-Resumable", "1.0.0"), ("Upload-Length", "5000"), ("Upload-Metadata", "filename YQ==,handover YQ==")];
    assert_eq!(zoe.ask("POST", "/api/v1/uploads", &tus, b"").status, 413);
    let seen = json(&zoe.read(&of(&id, "")));
    assert_eq!((&seen["exports"], &seen["uploads"]), (&json!([]), &json!([])));
    assert_eq!(blobs(), 0, "no file is left");
    let none = zoe.ask("POST", &of(&id, "/pack"), &[], b"");
    assert_eq!((none.status, code(&none).as_str()), (409, "no-export"));
}

#[test]
fn handovers_are_made_mended_and_destroyed() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let post = |body: &Value| zoe.send("POST", "/api/v1/handovers", body);
    let with = |pointer: &str, value: Value| {
        let mut body = cover("count");
        let (parent, member) = pointer.rsplit_once('/').expect("a pointer");
        body.pointer_mut(parent).expect("there")[member] = value;
        body
    };
    for (body, status, wanted) in [
        (with("/petition/zqxcanary", json!("zqxvalue")), 422, "cover"),
        (with("/petition/language", json!("zqxvalue")), 422, "cover"),
        (with("/petition/opened", json!("zqxvalue")), 422, "cover"),
        (with("/petition/title", json!(["zqxvalue"])), 422, "cover"),
        (with("/petition", json!("zqxvalue")), 422, "cover"),
        (with("/policy", json!("zqxvalue")), 422, "policy"),
        (with("/policy", json!(["zqxvalue"])), 422, "members"),
        (with("/earlier", json!("zqxvalue")), 422, "earlier"),
        (with("/earlier", json!(NOWHERE)), 422, "earlier"),
        (json!(["zqxvalue"]), 422, "members"),
        (json!({}), 422, "cover"),
    ] {
        let said = post(&body);
        assert_eq!((said.status, code(&said).as_str()), (status, wanted), "{body}");
        assert!(!said.body.contains("zqxvalue"), "{}", said.body);
    }
    let raw = |kind: &str, body: &[u8]| zoe.ask("POST", "/api/v1/handovers", &[("Content-Type", kind)], body);
    let json_kind = "application/json";
    for (kind, body, status, wanted) in [
        (json_kind, b"{\"zqxvalue\": ".as_slice(), 400, "json"),
        (json_kind, b"", 400, "json"),
        (json_kind, b"{\"a\": \"\xff\"}", 400, "json"),
        ("text/plain", b"{}", 415, "kind"),
        (json_kind, &[b' '; (8 << 20) + 1], 413, "too-large"),
    ] {
        let said = raw(kind, body);
        assert_eq!((said.status, code(&said).as_str()), (status, wanted), "{kind}");
        assert!(!said.body.contains("zqxvalue"), "{}", said.body);
    }
    let mut without = cover("named");
    without["handover"] = Value::Null;
    let said = post(&without);
    assert_eq!((said.status, code(&said).as_str()), (422, "no-consent"));

    let id = zoe.handover("count");
    let later = post(&with("/earlier", json!(id)));
    assert_eq!(later.status, 201, "{}", later.body);
    let later = json(&later)["id"].as_str().expect("an id").to_owned();
    assert_eq!(json(&zoe.read(&of(&later, "")))["earlier"], json!(id));
    let mended = zoe.send("PUT", &of(&id, ""), &with("/petition/title", json!("Mended")));
    assert_eq!(mended.status, 200, "{}", mended.body);
    assert_eq!(json(&mended)["cover"]["petition"]["title"], "Mended");
    let export = json(&zoe.export(&id, "a.csv", &plain_export(30)));
    let export = export["id"].as_str().expect("an id");
    assert_eq!(
        zoe.ask("DELETE", &of(&later, &format!("/exports/{export}")), &[], b"").status,
        404,
        "of another handover"
    );
    assert_eq!(zoe.ask("DELETE", &of(&id, &format!("/exports/{export}")), &[], b"").status, 204);
    assert_eq!(zoe.ask("DELETE", &of(&id, ""), &[], b"").status, 204);
    let gone = json(&zoe.read(&of(&id, "")));
    assert_eq!((gone["state"].as_str(), &gone["cover"]), (Some("purged"), &Value::Null));
    assert_eq!(zoe.ask("DELETE", &of(&id, ""), &[], b"").status, 409);
    let list = json(&zoe.read("/api/v1/handovers"));
    let rows = list["handovers"].as_array().expect("rows");
    assert!(rows.len() == 2 && rows.iter().any(|row| row["acts"] == "uploader"));
    assert!(!service.log().contains("zqx"));
}

/// A request that this way understands.
fn asked(program: &Program, way: &Way, id: &str) -> kit::service::Answer {
    let path = way.path.replace("{id}", id).replace("{export}", NOWHERE);
    let path = if path.ends_with("/exports") { format!("{path}?filename=a.csv") } else { path };
    let body = match path.rsplit('/').next().unwrap_or_default() {
        "columns" => json!({}),
        "approval" => json!({"integrity_hash": "0".repeat(64)}),
        "withdrawal" => json!({"reason": "x"}),
        _ => cover("count"),
    };
    match way.method.as_str() {
        "POST" if path.contains("/exports") => program.ask("POST", &path, &[("Content-Type", "text/csv")], b"a"),
        "POST" | "PUT" => program.send(way.method.as_str(), &path, &body),
        method => program.ask(method, &path, &[], b""),
    }
}

#[test]
fn what_is_foreign_is_not_there() {
    let people = [
        ("zoe", Role::Uploader),
        ("bob", Role::Uploader),
        ("ann", Role::Approver),
        ("ida", Role::Auditor),
        ("max", Role::Administrator),
    ];
    let (_service, programs) = begun(&[], people);
    let roles = people.map(|(_, role)| role);
    let (zoe, bob) = (&programs[0], &programs[1]);
    let id = zoe.handover("count");
    let mut wrong = Vec::new();
    let ways: Vec<Way> = ways().into_iter().filter(|way| way.path.starts_with("/api/v1/handovers/{id}")).collect();
    assert!(ways.len() > 12);
    for way in &ways {
        let name = format!("{} {}", way.method, way.path);
        if way.who.contains(&Role::Uploader) {
            let (foreign, unknown) = (asked(bob, way, &id), asked(bob, way, NOWHERE));
            let same = |said: &kit::service::Answer| (said.status, json(said)["code"].clone());
            if same(&foreign) != same(&unknown) || foreign.status != 404 {
                wrong.push(format!("{name}: foreign {} unknown {}", foreign.status, unknown.status));
            }
        }
        for (program, role) in programs.iter().zip(roles).skip(2) {
            let said = asked(program, way, &id);
            if way.who.contains(&role) == (said.status == 403) || said.status >= 500 {
                wrong.push(format!("{name} as {role:?}: {}", said.status));
            }
        }
        // Its own; what destroys it comes last.
        if way.who.contains(&Role::Uploader) && name != "DELETE /api/v1/handovers/{id}" {
            let said = asked(zoe, way, &id);
            let is_there = said.status != 404 || way.path.contains("{export}");
            if said.status == 403 || said.status >= 500 || !is_there {
                wrong.push(format!("{name}, own: {} {}", said.status, said.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(json(&bob.read("/api/v1/handovers"))["handovers"], json!([]));
    for (program, sees_title) in [(&programs[2], true), (&programs[3], false)] {
        let list = json(&program.read("/api/v1/handovers"));
        assert_eq!(list["handovers"][0]["title"].is_string(), sees_title, "{list}");
        assert_eq!(json(&program.read(&of(&id, "")))["cover"].is_object(), sees_title);
    }
    assert_eq!(programs[4].read(&of(&id, "")).status, 403, "an administrator sees no handover");
}

#[test]
fn a_token_is_one_s_own_and_may_be_for_reading_alone() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut first = service.person("administrator", &link);
    let reader = Program::of(&service, &mut first, "read");
    let writer = Program::of(&service, &mut first, "write");
    let account = json!({"name": "zoe", "role": "uploader"});
    assert_eq!(reader.send("POST", "/api/v1/accounts", &account).status, 403);
    let made = writer.send("POST", "/api/v1/accounts", &account);
    assert_eq!(made.status, 201, "{}", made.body);
    let (id, link) = (json(&made)["id"].clone(), json(&made)["link"].clone());
    let link =
        link.as_str().and_then(|link| link.strip_prefix(&service.address)).expect("a link of its own").to_owned();
    let zoe = Program::of(&service, &mut service.person("zoe", &link), "write");
    let account = format!("/api/v1/accounts/{}", id.as_str().expect("an id"));
    let seen = json(&reader.read(&account));
    assert_eq!((seen["name"].as_str(), seen["enrolled"].as_bool()), (Some("zoe"), Some(true)));
    assert_eq!(json(&writer.read("/api/v1/accounts"))["accounts"].as_array().map(Vec::len), Some(2));
    assert_eq!(zoe.read("/api/v1/accounts").status, 403);
    let taken = writer.send("POST", "/api/v1/accounts", &json!({"name": "ZOE", "role": "auditor"}));
    assert_eq!((taken.status, code(&taken).as_str()), (409, "name-taken"));
    assert_eq!(writer.ask("POST", &format!("{account}/link"), &[], b"").status, 201);
    let tokens = json(&zoe.read("/api/v1/tokens"));
    let token = tokens["tokens"][0]["id"].as_str().expect("a token").to_owned();
    assert_eq!(writer.ask("DELETE", &format!("/api/v1/tokens/{token}"), &[], b"").status, 404, "another's");
    assert_eq!(zoe.ask("DELETE", &format!("/api/v1/tokens/{token}"), &[], b"").status, 204);
    let over = zoe.read("/api/v1/tokens");
    assert_eq!((over.status, over.header("www-authenticate"), code(&over).as_str()), (401, Some("Bearer"), "log-in"));
    assert_eq!(writer.ask("DELETE", &account, &[], b"").status, 204);
    assert_eq!(writer.read(&account).status, 404);
}

#[test]
fn the_description_is_served_to_anybody() {
    let service = Service::start(&[]);
    let nobody = Program { port: service.port(), token: String::new() };
    let said = nobody.read("/api/v1/openapi.json");
    assert_eq!((said.status, said.header("content-type")), (200, Some("application/json")));
    assert!(json(&said)["paths"]["/api/v1/handovers/{id}/pack"]["post"]["responses"]["507"].is_object());
    let mut stream = nobody.begin("HEAD", "/api/v1/openapi.json", &[]);
    let mut head = String::new();
    stream.read_to_string(&mut head).expect("a head");
    assert!(head.ends_with("\r\n\r\n") && head.starts_with("HTTP/1.1 200"), "{head}");
}
