//! An operation of the API: what of it the row of its route does not say.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Draws the schema of a type.
pub type Drawn = fn(&mut SchemaGenerator) -> Schema;

/// Draws the schema of `T`.
pub fn of<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<T>()
}

/// A key of a query.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What it may be.
    pub schema: Drawn,
}

/// What a request has to say of what it saw, and what names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// `If-Match`.
    pub seen: bool,
    /// `Idempotency-Key`, which may be left out.
    pub key: bool,
    /// `If-None-Match`, which may be left out.
    pub held: bool,
}

/// What is sent back when all is well.
#[derive(Clone, Copy)]
pub struct Gives {
    /// The status.
    pub status: u16,
    /// The kind of the body; none without a body.
    pub kind: Option<&'static str>,
    /// What the body is.
    pub schema: Option<Drawn>,
    /// Whether it has an `ETag`.
    pub tag: bool,
    /// Whether it has a `Location`.
    pub location: bool,
}

/// An operation.
#[derive(Clone, Copy)]
pub struct Operation {
    /// The method of its route.
    pub method: &'static str,
    /// The path of its route.
    pub path: &'static str,
    /// What programs call it.
    pub name: &'static str,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// The keys of its query.
    pub query: &'static [Parameter],
    /// What its body is.
    pub takes: Option<Drawn>,
    /// What its headers say.
    pub asks: Asks,
    /// What is sent back.
    pub gives: Gives,
    /// Statuses of refusals besides those that follow from the rest.
    pub refuses: &'static [u16],
    /// Where its answer names a thing that has a path below its own: JSON pointers (RFC 6901) to what stands for each
    /// further part of that path, in their order. Of a list, those of its first.
    pub names: &'static [&'static str],
    /// The part of its path that is one of a few words, and these.
    pub words: Option<(&'static str, &'static [&'static str])>,
}

impl Operation {
    /// An operation that gives JSON of this type with the status 200.
    pub const fn new(
        method: &'static str,
        path: &'static str,
        name: &'static str,
        about: &'static str,
        schema: Drawn,
    ) -> Operation {
        let asks = Asks { seen: false, key: false, held: false };
        let gives = Gives {
            status: 200,
            kind: Some("application/json"),
            schema: Some(schema),
            tag: false,
            location: false,
        };
        Operation {
            method,
            path,
            name,
            about,
            query: &[],
            takes: None,
            asks,
            gives,
            refuses: &[],
            names: &[],
            words: None,
        }
    }

    /// The same with these keys of a query.
    pub const fn query(self, query: &'static [Parameter]) -> Operation {
        Operation { query, ..self }
    }

    /// The same with a body.
    pub const fn takes(self, schema: Drawn) -> Operation {
        Operation { takes: Some(schema), ..self }
    }

    /// The same, of what has a version: the answer has an `ETag`.
    pub const fn tagged(self) -> Operation {
        Operation { gives: Gives { tag: true, ..self.gives }, ..self }
    }

    /// The same, answered with 304 to whoever has that version.
    pub const fn held(self) -> Operation {
        Operation { asks: Asks { held: true, ..self.asks }, ..self }.tagged()
    }

    /// The same, which changes what has a version.
    pub const fn seen(self) -> Operation {
        Operation { asks: Asks { seen: true, ..self.asks }, ..self }
    }

    /// The same, done once however often the request comes.
    pub const fn keyed(self) -> Operation {
        Operation { asks: Asks { key: true, ..self.asks }, ..self }
    }

    /// The same, which makes something: 201, and its address.
    pub const fn makes(self) -> Operation {
        Operation { gives: Gives { status: 201, location: true, ..self.gives }, ..self }
    }

    /// The same with another status when all is well.
    pub const fn status(self, status: u16) -> Operation {
        Operation { gives: Gives { status, ..self.gives }, ..self }
    }

    /// The same with a body of another kind.
    pub const fn kind(self, kind: &'static str) -> Operation {
        Operation { gives: Gives { kind: Some(kind), ..self.gives }, ..self }
    }

    /// The same without a body in the answer: 204.
    pub const fn silent(self) -> Operation {
        Operation { gives: Gives { status: 204, kind: None, schema: None, ..self.gives }, ..self }
    }

    /// The same with these refusals besides.
    pub const fn refuses(self, refuses: &'static [u16]) -> Operation {
        Operation { refuses, ..self }
    }

    /// The same, whose answer names things by these pointers; see [`Operation::names`].
    pub const fn naming(self, names: &'static [&'static str]) -> Operation {
        Operation { names, ..self }
    }

    /// The same, where this part of the path is one of these words.
    pub const fn among(self, part: &'static str, words: &'static [&'static str]) -> Operation {
        Operation { words: Some((part, words)), ..self }
    }

    /// The words that a part of its path may be; nothing if it may be any.
    pub fn words_of(&self, part: &str) -> Option<&'static [&'static str]> {
        self.words.filter(|(name, _)| *name == part).map(|(_, words)| words)
    }

    /// The names in its path: `{id}`.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// The statuses of refusals, in order.
    pub fn refusals(&self) -> Vec<u16> {
        let mut all = vec![400, 401, 500, 503];
        let is_write = self.method != "GET";
        let when = |holds: bool, statuses: &'static [u16]| if holds { statuses } else { &[] };
        all.extend(when(self.parts().next().is_some(), &[404]));
        all.extend(when(is_write, &[403, 409, 413, 422]));
        all.extend(when(self.takes.is_some(), &[415]));
        all.extend(when(self.asks.seen, &[412, 428]));
        all.extend(self.refuses);
        all.sort_unstable();
        all.dedup();
        all
    }
}
