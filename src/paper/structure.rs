//! What the parts of a page are, for readers that do not see it: headings, paragraphs, lists, tables, figures.
//!
//! In: elements as they are opened and closed, and the marks of each finished page. Out: the structure tree of a PDF
//! (ISO 32000-1, 14.7 and 14.8), in reading order. Never: a mark without its element, an element without anything.

use super::PaperError;
use super::canvas::Mpt;
use lopdf::{Dictionary, Object, ObjectId, text_string};

/// Number of an element; 0 is the document.
pub(crate) type ElementId = usize;

/// The standard types that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    H1,
    H2,
    H3,
    P,
    List(Numbering),
    Item,
    Label,
    Body,
    Table,
    Row,
    Head(Scope),
    Cell,
    Figure,
}

/// What the labels of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    Decimal,
    Disc,
    /// Its items have no label: that is what a list is where nothing is said.
    None,
}

/// What a head of a table heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Column,
    Row,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::H1 => "H1",
            Role::H2 => "H2",
            Role::H3 => "H3",
            Role::P => "P",
            Role::List(_) => "L",
            Role::Item => "LI",
            Role::Label => "Lbl",
            Role::Body => "LBody",
            Role::Table => "Table",
            Role::Row => "TR",
            Role::Head(_) => "TH",
            Role::Cell => "TD",
            Role::Figure => "Figure",
        }
    }

    /// Owner, key and value of the attribute that a type needs.
    fn attribute(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Role::List(Numbering::Decimal) => Some(("List", "ListNumbering", "Decimal")),
            Role::List(Numbering::Disc) => Some(("List", "ListNumbering", "Disc")),
            Role::Head(Scope::Column) => Some(("Table", "Scope", "Column")),
            Role::Head(Scope::Row) => Some(("Table", "Scope", "Row")),
            _ => None,
        }
    }
}

/// To what the things drawn next belong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Inside {
    /// The document has no structure.
    #[default]
    Untagged,
    /// Heads, feet, rules: nothing that is read.
    Artifact,
    Element(ElementId, Role),
}

enum Kid {
    Element(ElementId),
    /// Page from 0, and number of the mark on it.
    Mark(usize, usize),
}

struct Element {
    role: Role,
    parent: ElementId,
    kids: Vec<Kid>,
    /// What a figure shows, in words, and where: left, lower, right, upper.
    figure: Option<(String, [Mpt; 4])>,
}

/// The tree while the document is set.
pub(crate) struct Structure {
    elements: Vec<Element>,
    open: ElementId,
    /// The element of each mark of each finished page.
    pages: Vec<Vec<ElementId>>,
}

impl Structure {
    pub(crate) fn new() -> Structure {
        let document = Element { role: Role::Document, parent: 0, kids: Vec::new(), figure: None };
        Structure { elements: vec![document], open: 0, pages: Vec::new() }
    }

    /// Opens an element within the one that is open.
    pub(crate) fn open(&mut self, role: Role) -> Inside {
        let id = self.elements.len();
        self.elements[self.open].kids.push(Kid::Element(id));
        self.elements.push(Element { role, parent: self.open, kids: Vec::new(), figure: None });
        self.open = id;
        self.inside()
    }

    /// Closes the element that is open.
    pub(crate) fn close(&mut self) -> Inside {
        self.open = self.elements[self.open].parent;
        self.inside()
    }

    /// The open element; the document itself holds nothing but elements.
    pub(crate) fn inside(&self) -> Inside {
        match self.open {
            0 => Inside::Artifact,
            id => Inside::Element(id, self.elements[id].role),
        }
    }

    /// Says of the open figure what it shows, and where.
    pub(crate) fn figure(&mut self, alternative: String, place: [Mpt; 4]) {
        self.elements[self.open].figure = Some((alternative, place));
    }

    /// Takes the marks of the next page. Pages come in their order.
    pub(crate) fn page(&mut self, marks: &[ElementId]) {
        let page = self.pages.len();
        for (number, id) in marks.iter().enumerate() {
            self.elements[*id].kids.push(Kid::Mark(page, number));
        }
        self.pages.push(marks.to_vec());
    }

    /// Writes the tree into a file and leads from its catalog and pages to it. Figures stand on the sheet where the shift
    /// moves them.
    ///
    /// # Errors
    /// `Form` where the file has no such catalog or page.
    pub(crate) fn write(
        self,
        file: &mut lopdf::Document,
        catalog: ObjectId,
        pages: &[ObjectId],
        shift: (Mpt, Mpt),
    ) -> Result<(), PaperError> {
        let wrong = |_| PaperError::Form;
        let root = file.new_object_id();
        let ids: Vec<ObjectId> = self.elements.iter().map(|_| file.new_object_id()).collect();
        for (id, element) in self.elements.iter().enumerate() {
            let parent = if id == 0 { root } else { ids[element.parent] };
            file.objects.insert(ids[id], Object::Dictionary(element.dictionary(parent, &ids, pages, shift)));
        }
        let mut numbers = Vec::new();
        for (page, marks) in self.pages.iter().enumerate() {
            let parents = file.add_object(Object::Array(marks.iter().map(|id| Object::Reference(ids[*id])).collect()));
            numbers.extend([Object::Integer(page as i64), Object::Reference(parents)]);
            let of = pages.get(page).ok_or(PaperError::Form)?;
            let dictionary = file.get_dictionary_mut(*of).map_err(wrong)?;
            dictionary.set("StructParents", Object::Integer(page as i64));
            dictionary.set("Tabs", name("S"));
        }
        let mut parents = Dictionary::new();
        parents.set("Nums", Object::Array(numbers));
        let parents = file.add_object(parents);
        let mut tree = Dictionary::new();
        tree.set("Type", name("StructTreeRoot"));
        tree.set("K", Object::Array(vec![Object::Reference(ids[0])]));
        tree.set("ParentTree", Object::Reference(parents));
        tree.set("ParentTreeNextKey", Object::Integer(self.pages.len() as i64));
        file.objects.insert(root, Object::Dictionary(tree));
        let mut marked = Dictionary::new();
        marked.set("Marked", Object::Boolean(true));
        let catalog = file.get_dictionary_mut(catalog).map_err(wrong)?;
        catalog.set("StructTreeRoot", Object::Reference(root));
        catalog.set("MarkInfo", Object::Dictionary(marked));
        Ok(())
    }
}

impl Element {
    fn dictionary(&self, parent: ObjectId, ids: &[ObjectId], pages: &[ObjectId], shift: (Mpt, Mpt)) -> Dictionary {
        let mut entries = Dictionary::new();
        entries.set("Type", name("StructElem"));
        entries.set("S", name(self.role.name()));
        entries.set("P", Object::Reference(parent));
        let page_of = |page: usize| pages.get(page).copied();
        let first = self.kids.iter().find_map(|kid| if let Kid::Mark(page, _) = kid { Some(*page) } else { None });
        if let Some(page) = first.and_then(page_of) {
            entries.set("Pg", Object::Reference(page));
        }
        let kids = self.kids.iter().map(|kid| match kid {
            Kid::Element(id) => Object::Reference(ids[*id]),
            Kid::Mark(page, number) if Some(*page) == first => Object::Integer(*number as i64),
            // A paragraph that goes on over the page.
            Kid::Mark(page, number) => {
                let mut mark = Dictionary::new();
                mark.set("Type", name("MCR"));
                mark.set("Pg", page_of(*page).map_or(Object::Null, Object::Reference));
                mark.set("MCID", Object::Integer(*number as i64));
                Object::Dictionary(mark)
            }
        });
        if !self.kids.is_empty() {
            entries.set("K", Object::Array(kids.collect()));
        }
        if let Some((owner, key, value)) = self.role.attribute() {
            let mut attribute = Dictionary::new();
            attribute.set("O", name(owner));
            attribute.set(key, name(value));
            entries.set("A", Object::Dictionary(attribute));
        }
        if let Some((alternative, place)) = &self.figure {
            entries.set("Alt", text_string(alternative));
            let mut attribute = Dictionary::new();
            attribute.set("O", name("Layout"));
            attribute.set("Placement", name("Block"));
            let shifts = [shift.0, shift.1].into_iter().cycle();
            let corners = place.iter().zip(shifts).map(|(corner, by)| Object::Real((corner + by) as f32 / 1000.0));
            attribute.set("BBox", Object::Array(corners.collect()));
            entries.set("A", Object::Dictionary(attribute));
        }
        entries
    }
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}
