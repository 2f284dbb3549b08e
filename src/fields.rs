//! The canonical fields of a signature, in the one order that the format gives them (dossier-format §7).
//!
//! In: nothing. Out: `Field`, `FieldSet`. Never: a value of a field.

/// A canonical field. The order of the variants is the order of `register.fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    GivenName,
    FamilyName,
    FullName,
    Email,
    Phone,
    Street,
    City,
    Region,
    Postcode,
    Country,
    BirthDate,
    DocumentNumber,
    SignedAt,
}

impl Field {
    /// How many there are; arrays with one slot for each field have this length.
    pub const COUNT: usize = 13;

    /// All of them, in canonical order.
    pub const ALL: [Field; Field::COUNT] = [
        Field::GivenName,
        Field::FamilyName,
        Field::FullName,
        Field::Email,
        Field::Phone,
        Field::Street,
        Field::City,
        Field::Region,
        Field::Postcode,
        Field::Country,
        Field::BirthDate,
        Field::DocumentNumber,
        Field::SignedAt,
    ];

    /// The name in statements, policies and column files, as `given_name`.
    pub const fn name(self) -> &'static str {
        match self {
            Field::GivenName => "given_name",
            Field::FamilyName => "family_name",
            Field::FullName => "full_name",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::Street => "street",
            Field::City => "city",
            Field::Region => "region",
            Field::Postcode => "postcode",
            Field::Country => "country",
            Field::BirthDate => "birth_date",
            Field::DocumentNumber => "document_number",
            Field::SignedAt => "signed_at",
        }
    }

    /// The field of that name, if it is one.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Its place in canonical order, from 0.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A set of fields; iterates in canonical order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u16);

impl FieldSet {
    /// No field.
    pub const EMPTY: FieldSet = FieldSet(0);

    pub const fn with(self, field: Field) -> FieldSet {
        FieldSet(self.0 | 1 << field.index())
    }

    pub const fn without(self, field: Field) -> FieldSet {
        FieldSet(self.0 & !(1 << field.index()))
    }

    pub const fn union(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 | other.0)
    }

    pub const fn contains(self, field: Field) -> bool {
        self.0 & 1 << field.index() != 0
    }

    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| self.contains(*field))
    }
}

impl FromIterator<Field> for FieldSet {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> FieldSet {
        fields.into_iter().fold(FieldSet::EMPTY, FieldSet::with)
    }
}
