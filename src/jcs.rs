//! JSON Canonicalization Scheme (RFC 8785): one text for one value, so that bytes can be sealed and compared.
//!
//! In: a JSON value. Out: its canonical text, and a reader that takes nothing else. Never: a tolerant reading.

use serde_json::Value;

/// The canonical text of a value.
pub fn to_text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// No JSON of ours has as many values. A short text can hold so many that in memory they take a hundred times its length.
const MOST_VALUES: usize = 1 << 17;

/// A value and whether its bytes were canonical. `None` where they are no JSON text, or hold more values than is sensible.
///
/// A member that stands twice cannot be canonical: the second text differs from the first.
pub fn parse(bytes: &[u8]) -> Option<(Value, bool)> {
    if !has_few_values(bytes) {
        return None;
    }
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let canonical = to_text(&value).as_bytes() == bytes;
    Some((value, canonical))
}

/// Is a JSON text one that can be read into memory? Each value but the first stands behind one of `[`, `{` and `,`.
pub fn has_few_values(text: &[u8]) -> bool {
    let (mut values, mut in_text, mut escaped) = (1, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' | b',' if !in_text => values += 1,
            _ => {}
        }
    }
    values <= MOST_VALUES
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(number, out),
        Value::String(text) => push_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // Sorted by UTF-16 code units (RFC 8785 §3.2.3), which is not the order of UTF-8 bytes.
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (n, (name, member)) in sorted.into_iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                push_text(name, out);
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

/// Appends a text and its quotes: `\b \t \n \f \r \" \\`, other controls as `\u00xx` in lower case, all else as it is (RFC 8785 §3.2.2.2).
pub fn push_text(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().any(|b| b == b'"' || b == b'\\' || b < 0x20) {
        push_escaped(text, out);
    } else {
        out.push_str(text);
    }
    out.push('"');
}

fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
}

/// As ECMAScript writes a double (RFC 8785 §3.2.2.3): Rust finds the same shortest digits, the layout is ours.
fn write_number(number: &serde_json::Number, out: &mut String) {
    const EXACT: u64 = 1 << 53;
    if let Some(n) = number.as_u64().filter(|n| *n <= EXACT) {
        out.push_str(&n.to_string());
        return;
    }
    let Some(value) = number.as_f64() else { return };
    if value == 0.0 {
        out.push('0');
        return;
    }
    if value < 0.0 {
        out.push('-');
    }
    let shortest = format!("{:e}", value.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits = digits.replace('.', "");
    // The decimal point stands after `point` digits.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let count = digits.len() as i32;
    if (1..=21).contains(&point) {
        if count <= point {
            out.push_str(&digits);
            (count..point).for_each(|_| out.push('0'));
        } else {
            out.push_str(&digits[..point as usize]);
            out.push('.');
            out.push_str(&digits[point as usize..]);
        }
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        out.push_str(&digits);
    } else {
        out.push_str(&digits[..1]);
        if count > 1 {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        out.push('e');
        out.push(if point > 0 { '+' } else { '-' });
        out.push_str(&(point - 1).abs().to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, to_text};

    /// The example of RFC 8785 §3.2.2 and the numbers of its appendix B.
    #[test]
    fn writes_the_examples_of_the_rfc() {
        let (value, canonical) = parse(
            br#"{"numbers": [1E30, 4.50, 2e-3, 333],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
        )
        .expect("it is JSON");
        assert!(!canonical);
        let text = "{\"literals\":[null,true,false],\"numbers\":[1e+30,4.5,0.002,333],\
                    \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(to_text(&value), text);
        assert!(parse(text.as_bytes()).expect("it is JSON").1);
        for (bits, written) in [
            (0x0000000000000001u64, "5e-324"),
            (0xffefffffffffffff, "-1.7976931348623157e+308"),
            (0x4340000000000000, "9007199254740992"),
            (0x44b52d02c7e14af5, "9.999999999999997e+22"),
            (0x44b52d02c7e14af6, "1e+23"),
            (0x444b1ae4d6e2ef4e, "999999999999999700000"),
            (0x444b1ae4d6e2ef50, "1e+21"),
            (0x3eb0c6f7a0b5ed8d, "0.000001"),
            (0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"),
            (0x41b3de4355555553, "333333333.3333332"),
            (0xbecbf647612f3696, "-0.0000033333333333333333"),
        ] {
            assert_eq!(to_text(&serde_json::json!(f64::from_bits(bits))), written);
        }
    }

    #[test]
    fn sorts_by_utf16_and_sees_what_is_not_canonical() {
        let sorted = "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\u{fb33}\":7}";
        assert!(parse(sorted.as_bytes()).expect("it is JSON").1);
        for other in [
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"a\":2}",
            "{\"a\": 1}",
            "[1.0]",
            "[-0]",
            "{}\n",
            "\u{feff}{}",
            "[\"\\u00e9\"]",
        ] {
            assert!(parse(other.as_bytes()).is_none_or(|(_, canonical)| !canonical), "{other}");
        }
    }

    #[test]
    fn values_are_counted_and_signs_in_texts_are_not() {
        let list = |values: usize| format!("[{}0]", "0,".repeat(values - 2));
        assert!(super::parse(list(super::MOST_VALUES).as_bytes()).is_some());
        assert!(super::parse(list(super::MOST_VALUES + 1).as_bytes()).is_none());
        let text =
            format!("{{\"a\\\"{}\":\"{}\\\\\"}}", "[".repeat(super::MOST_VALUES), ",".repeat(super::MOST_VALUES));
        assert!(super::parse(text.as_bytes()).is_some(), "as many signs as one likes within a text");
    }
}
