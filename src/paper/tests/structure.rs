//! The structure of a PDF, read back by lopdf.

use std::collections::{BTreeMap, BTreeSet};

/// What the structure of a file says, read back.
pub(in crate::paper) struct Read {
    /// Role of each element in reading order.
    pub(in crate::paper) roles: Vec<String>,
    /// Page and number of each mark, in reading order.
    pub(in crate::paper) marks: Vec<(usize, i64)>,
    pub(in crate::paper) alternatives: Vec<String>,
    pub(in crate::paper) scopes: BTreeMap<String, usize>,
    /// Lines that are decoration, and not read.
    pub(in crate::paper) aside: usize,
}

/// Reads it, and holds that each mark has its element and each element its page.
pub(in crate::paper) fn read_structure(bytes: &[u8]) -> Read {
    let file = lopdf::Document::load_mem(bytes).expect("a file");
    let catalog = file.catalog().expect("a catalog");
    assert!(catalog.get(b"Lang").is_ok_and(|lang| lang.as_str().is_ok_and(|lang| lang.len() == 2)));
    let marked = catalog.get(b"MarkInfo").and_then(lopdf::Object::as_dict).expect("marks");
    assert!(marked.get(b"Marked").and_then(lopdf::Object::as_bool).expect("a truth"));
    let root = file.get_dict_in_dict(catalog, b"StructTreeRoot").expect("a tree");
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    let mut read = Read { roles: vec![], marks: vec![], alternatives: vec![], scopes: BTreeMap::new(), aside: 0 };
    let mut parents = BTreeMap::new();
    let kids = root.get(b"K").and_then(lopdf::Object::as_array).expect("kids");
    kids.iter().for_each(|kid| walk(&file, kid.as_reference().expect("an element"), &pages, &mut read, &mut parents));
    // The way back, from each mark to its element.
    let numbers = file.get_dict_in_dict(root, b"ParentTree").and_then(|tree| tree.get(b"Nums"));
    let numbers = numbers.and_then(lopdf::Object::as_array).expect("numbers");
    assert_eq!(numbers.len(), 2 * pages.len());
    for (page, id) in pages.iter().enumerate() {
        let dictionary = file.get_dictionary(*id).expect("a page");
        assert_eq!(dictionary.get(b"StructParents").and_then(lopdf::Object::as_i64).expect("a number"), page as i64);
        assert_eq!(dictionary.get(b"Tabs").and_then(lopdf::Object::as_name).expect("a name"), b"S");
        let back = numbers[2 * page + 1].as_reference().and_then(|id| file.get_object(id));
        let back = back.and_then(lopdf::Object::as_array).expect("parents");
        let on_page = marked_text(&file, *id, &mut read.aside);
        assert_eq!(on_page, (0..back.len() as i64).collect(), "page {page}: each mark is drawn once");
        for (number, element) in back.iter().enumerate() {
            assert_eq!(parents.get(&(page, number as i64)), element.as_reference().ok().as_ref(), "{page} {number}");
        }
    }
    read
}

fn walk(
    file: &lopdf::Document,
    id: lopdf::ObjectId,
    pages: &[lopdf::ObjectId],
    read: &mut Read,
    parents: &mut BTreeMap<(usize, i64), lopdf::ObjectId>,
) {
    let element = file.get_dictionary(id).expect("an element");
    let role = element.get(b"S").and_then(lopdf::Object::as_name).expect("a role");
    let role = String::from_utf8_lossy(role).into_owned();
    let page_of = |entries: &lopdf::Dictionary| {
        let page = entries.get(b"Pg").and_then(lopdf::Object::as_reference).expect("a page");
        pages.iter().position(|id| *id == page).expect("a page of the file")
    };
    let attribute = element.get(b"A").and_then(lopdf::Object::as_dict);
    match role.as_str() {
        "Figure" => {
            let said = element.get(b"Alt").and_then(lopdf::decode_text_string).expect("words for a figure");
            read.alternatives.push(said);
            let place = attribute.and_then(|a| a.get(b"BBox")).and_then(lopdf::Object::as_array).expect("a place");
            let place: Vec<f32> = place.iter().map(|n| n.as_float().expect("a number")).collect();
            assert!(place[0] < place[2] && place[1] < place[3] && place[2] < 596.0 && place[3] < 842.0, "{place:?}");
        }
        "TH" => {
            let scope = attribute.and_then(|a| a.get(b"Scope")).and_then(lopdf::Object::as_name).expect("a scope");
            *read.scopes.entry(String::from_utf8_lossy(scope).into_owned()).or_default() += 1;
        }
        _ => {}
    }
    read.roles.push(role);
    let Ok(kids) = element.get(b"K").and_then(lopdf::Object::as_array) else { return };
    for kid in kids {
        let mark = match kid {
            lopdf::Object::Reference(kid) => {
                walk(file, *kid, pages, read, parents);
                continue;
            }
            lopdf::Object::Integer(number) => (page_of(element), *number),
            kid => {
                let kid = kid.as_dict().expect("a mark");
                (page_of(kid), kid.get(b"MCID").and_then(lopdf::Object::as_i64).expect("a number"))
            }
        };
        read.marks.push(mark);
        assert!(parents.insert(mark, id).is_none(), "{mark:?} has one element");
    }
}

/// The numbers of a page's marks. All that is drawn is marked, or said to be decoration.
fn marked_text(file: &lopdf::Document, page: lopdf::ObjectId, aside: &mut usize) -> BTreeSet<i64> {
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).expect("operations");
    let (mut found, mut open) = (BTreeSet::new(), Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let tag = operation.operands[0].as_name().expect("a tag").to_vec();
                if let Some(Ok(entries)) = operation.operands.get(1).map(lopdf::Object::as_dict)
                    && let Ok(number) = entries.get(b"MCID").and_then(lopdf::Object::as_i64)
                {
                    assert!(open.is_empty() && found.insert(number), "{number} is drawn once, and not within another");
                }
                open.push(tag);
            }
            "EMC" => assert!(open.pop().is_some()),
            "Tj" | "TJ" | "S" | "f" => {
                let mark = open.first().expect("all that is drawn is marked");
                let is_drawn = matches!(operation.operator.as_str(), "S" | "f");
                assert!(!is_drawn || mark == b"Artifact" || mark == b"Figure");
                *aside += usize::from(!is_drawn && mark == b"Artifact");
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}
