//! `data/datapackage.json`: what Frictionless tools need to read the list (Data Package v1).
//!
//! In: columns and figures of `signatures.csv`. Out: JSON. Never: a cell.

use crate::entry::Column;
use serde_json::{Value, json};

/// The description of `signatures.csv` beside it: `rows` entries in `bytes` bytes with that SHA-256.
pub fn datapackage(columns: &[Column], rows: u64, bytes: u64, sha256: [u8; 32]) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| match column {
            Column::Entry => {
                json!({"name": "entry", "type": "integer", "constraints": {"required": true, "unique": true}})
            }
            column => json!({"name": column.name(), "type": "string"}),
        })
        .collect();
    json!({
        "profile": "tabular-data-package",
        "name": "signatures",
        "resources": [{
            "profile": "tabular-data-resource",
            "name": "signatures",
            "path": "signatures.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes,
            "hash": format!("sha256:{}", crate::proof::digest::hex(&sha256)),
            "rows": rows,
            "dialect": {
                "delimiter": ",",
                "lineTerminator": "\r\n",
                "quoteChar": "\"",
                "doubleQuote": true,
                "skipInitialSpace": false,
                "header": true
            },
            "schema": {"fields": fields, "missingValues": [""], "primaryKey": "entry"}
        }]
    })
}

#[cfg(test)]
mod tests {
    use super::datapackage;
    use crate::entry::Column;

    #[test]
    fn it_names_the_columns_in_order() {
        let package = datapackage(&[Column::Entry, Column::Pseudonym, Column::Country], 3, 99, [0xab; 32]);
        let resource = &package["resources"][0];
        assert_eq!(resource["path"], "signatures.csv");
        assert_eq!(resource["hash"], format!("sha256:{}", "ab".repeat(32)));
        let names: Vec<_> =
            resource["schema"]["fields"].as_array().expect("fields").iter().map(|f| &f["name"]).collect();
        assert_eq!(names, ["entry", "pseudonym", "country"]);
    }
}
