//! Something that is done beside the rest, one at a time, and once more if it was wanted again meanwhile.

/// Whether it is under way, and whether it is wanted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Errand {
    is_under_way: bool,
    is_wanted: bool,
}

impl Errand {
    /// Wants it; true if it is to be begun now.
    pub(super) fn want(&mut self) -> bool {
        let begins = !self.is_under_way;
        self.is_wanted = !begins;
        self.is_under_way = true;
        begins
    }

    /// Notes that it is done; true if it is to be begun again.
    pub(super) fn done(&mut self) -> bool {
        self.is_under_way = std::mem::take(&mut self.is_wanted);
        self.is_under_way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_done_once_more_if_it_was_wanted_meanwhile() {
        let mut errand = Errand::default();
        assert_eq!([errand.want(), errand.want(), errand.want()], [true, false, false]);
        assert_eq!([errand.done(), errand.done()], [true, false]);
        assert!(errand.want());
    }
}
