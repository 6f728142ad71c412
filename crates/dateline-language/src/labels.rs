//! The closed label sets: universal tags, Penn tags, universal relations with English subtypes, name types.
//!
//! They are types rather than strings so that a rule that asks for a relation no model gives does not compile. A model
//! file names its labels; one that is not listed here makes the file a misfit, never a silent guess.

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs)] // the labels are defined by the treebanks' guidelines
        pub enum $name { $($variant),* }

        impl $name {
            /// Every label, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As the treebanks write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The label of that name, if there is one.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

labels! {
    /// Universal part of speech (UD v2).
    Upos {
        Adj "ADJ" Adp "ADP" Adv "ADV" Aux "AUX" Cconj "CCONJ" Det "DET" Intj "INTJ" Noun "NOUN" Num "NUM"
        Part "PART" Pron "PRON" Propn "PROPN" Punct "PUNCT" Sconj "SCONJ" Sym "SYM" Verb "VERB" X "X"
    }
}

labels! {
    /// Penn Treebank part of speech, as in the UD English treebanks' XPOS column.
    Xpos {
        Nn "NN" In "IN" Dt "DT" Nnp "NNP" Jj "JJ" Prp "PRP" Stop "." Rb "RB" Comma "," Nns "NNS" Vb "VB" Cc "CC"
        Vbp "VBP" Vbd "VBD" Vbz "VBZ" Cd "CD" Vbn "VBN" Vbg "VBG" To "TO" PrpS "PRP$" Md "MD" Rrb "-RRB-" Lrb "-LRB-"
        Colon ":" Wdt "WDT" Uh "UH" Wrb "WRB" Open "``" Hyph "HYPH" Wp "WP" Close "''" Pos "POS" Rp "RP" Nnps "NNPS"
        Jjr "JJR" Jjs "JJS" Ex "EX" Rbr "RBR" Nfp "NFP" Sym "SYM" Add "ADD" Fw "FW" Gw "GW" Dollar "$" Pdt "PDT"
        Rbs "RBS" Ls "LS" Afx "AFX" WpS "WP$" Xx "XX"
    }
}

labels! {
    /// Universal dependency relation with the subtypes used for English.
    Rel {
        Root "root" Punct "punct" Case "case" Det "det" Nsubj "nsubj" Advmod "advmod" Amod "amod" Obj "obj" Obl "obl"
        Conj "conj" Nmod "nmod" Compound "compound" Cc "cc" Mark "mark" Aux "aux" Cop "cop" NmodPoss "nmod:poss"
        Advcl "advcl" Xcomp "xcomp" Flat "flat" AclRelcl "acl:relcl" Ccomp "ccomp" Acl "acl" AuxPass "aux:pass"
        Appos "appos" Parataxis "parataxis" Nummod "nummod" NsubjPass "nsubj:pass" Discourse "discourse"
        OblUnmarked "obl:unmarked" NmodUnmarked "nmod:unmarked" CompoundPrt "compound:prt" Expl "expl" Fixed "fixed"
        Iobj "iobj" List "list" OblAgent "obl:agent" Dep "dep" NmodDesc "nmod:desc" Csubj "csubj"
        NsubjOuter "nsubj:outer" DetPredet "det:predet" AdvclRelcl "advcl:relcl" Vocative "vocative"
        Reparandum "reparandum" Goeswith "goeswith" CcPreconj "cc:preconj" Orphan "orphan" Dislocated "dislocated"
        CsubjPass "csubj:pass" CsubjOuter "csubj:outer" Clf "clf"
    }
}

labels! {
    /// What a name names (Universal NER's three types).
    NameKind { Per "PER" Loc "LOC" Org "ORG" }
}

labels! {
    /// Argument of a predicate, as PropBank's guidelines name them (Bonial et al. 2015). `C-` continues an argument,
    /// `R-` is a relative word that stands for it. What a number means depends on the verb's sense; `ARG0` is the
    /// agent, `ARG1` what is acted on, or what is said.
    Role {
        Arg0 "ARG0" Arg1 "ARG1" Arg2 "ARG2" Arg3 "ARG3" Arg4 "ARG4" Arg5 "ARG5" ArgA "ARGA" Adj "ARGM-ADJ"
        Adv "ARGM-ADV" Cau "ARGM-CAU" Com "ARGM-COM" Cxn "ARGM-CXN" Dir "ARGM-DIR" Dis "ARGM-DIS" Ext "ARGM-EXT"
        Gol "ARGM-GOL" Loc "ARGM-LOC" Lvb "ARGM-LVB" Mnr "ARGM-MNR" Mod "ARGM-MOD" Neg "ARGM-NEG" Prd "ARGM-PRD"
        Prp "ARGM-PRP" Prr "ARGM-PRR" Rec "ARGM-REC" Tmp "ARGM-TMP" CArg0 "C-ARG0" CArg1 "C-ARG1" CArg2 "C-ARG2"
        CArg3 "C-ARG3" CArg4 "C-ARG4" CArg1Dsp "C-ARG1-DSP" CCxn "C-ARGM-CXN" CLoc "C-ARGM-LOC" CV "C-V"
        RArg0 "R-ARG0" RArg1 "R-ARG1" RArg2 "R-ARG2" RArg3 "R-ARG3" RAdv "R-ARGM-ADV" RCau "R-ARGM-CAU"
        RLoc "R-ARGM-LOC" RMnr "R-ARGM-MNR" RTmp "R-ARGM-TMP"
    }
}

impl Role {
    /// Whether a predicate has at most one of it: the numbered arguments.
    #[must_use]
    pub fn is_numbered(self) -> bool {
        matches!(self, Self::Arg0 | Self::Arg1 | Self::Arg2 | Self::Arg3 | Self::Arg4 | Self::Arg5 | Self::ArgA)
    }
}

impl Rel {
    /// The universal relation without its subtype: `nsubj` of `nsubj:pass`.
    #[must_use]
    pub fn base(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }

    /// Whether it is any kind of clause or predicate attached to another: where a clause ends.
    #[must_use]
    pub fn is_clausal(self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Advcl
                | Self::AdvclRelcl
                | Self::Acl
                | Self::AclRelcl
                | Self::Ccomp
                | Self::Xcomp
                | Self::Csubj
                | Self::CsubjPass
                | Self::CsubjOuter
                | Self::Parataxis
        )
    }

    /// Whether it is a subject of any kind.
    #[must_use]
    pub fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::NsubjOuter | Self::Csubj | Self::CsubjPass)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_read_as_it_is_written() {
        assert!(Upos::ALL.iter().all(|l| Upos::parse(l.name()) == Some(*l)));
        assert!(Xpos::ALL.iter().all(|l| Xpos::parse(l.name()) == Some(*l)));
        assert!(Rel::ALL.iter().all(|l| Rel::parse(l.name()) == Some(*l)));
        assert!(Role::ALL.iter().all(|l| Role::parse(l.name()) == Some(*l)));
        assert_eq!(Rel::NsubjPass.base(), "nsubj");
        assert_eq!(Rel::parse("nsubj:banana"), None);
    }
}
