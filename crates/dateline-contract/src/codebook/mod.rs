//! The codebook: PLOVER's categories, modes, contexts and sectors as enums, what is fixed about them, and under which
//! name another codebook knows an act.
//!
//! Codes of countries and organisations are strings: their lists are open, and change with the world.

mod facts;
mod profile;

use crate::words::words;
pub use facts::{Facts, Quad};
pub use profile::Codebook;

words! {
    /// What is done: PLOVER's sixteen categories of events.
    Category {
        /// Agrees to something, promises it.
        Agree = "AGREE",
        /// Meets, visits, phones, negotiates.
        Consult = "CONSULT",
        /// Gives diplomatic support, praises, recognises.
        Support = "SUPPORT",
        /// Gives in, eases.
        Concede = "CONCEDE",
        /// Works together in deeds.
        Cooperate = "COOPERATE",
        /// Gives money, goods, protection.
        Aid = "AID",
        /// Withdraws, releases, lays down arms.
        Retreat = "RETREAT",
        /// Demands, asks, urges.
        Request = "REQUEST",
        /// Blames, criticises, investigates.
        Accuse = "ACCUSE",
        /// Refuses, denies.
        Reject = "REJECT",
        /// Threatens.
        Threaten = "THREATEN",
        /// Demonstrates, strikes.
        Protest = "PROTEST",
        /// Reduces relations, punishes, convicts.
        Sanction = "SANCTION",
        /// Readies force.
        Mobilize = "MOBILIZE",
        /// Arrests, seizes, bans, without bloodshed.
        Coerce = "COERCE",
        /// Attacks.
        Assault = "ASSAULT",
    }

    /// How it is done: PLOVER's modes. Which category has which is in [`Category::facts`].
    #[allow(missing_docs)] // each is PLOVER's word; what it means is in `lexicon/en/events/CODEBOOK.md` and PLOVER's manual
    Mode {
        Visit = "visit", ThirdParty = "third-party", Multilateral = "multilateral", Phone = "phone",
        Withdraw = "withdraw", Release = "release", Disarm = "disarm", Ceasefire = "ceasefire", Access = "access",
        Resign = "resign",
        Assist = "assist", Change = "change", Yield = "yield", Meet = "meet",
        Disapprove = "disapprove", Investigate = "investigate", Allege = "allege",
        Restrict = "restrict", Arrest = "arrest", Relations = "relations", Expel = "expel", Territory = "territory",
        Violence = "violence",
        Demo = "demo", Riot = "riot", Strike = "strike", Hunger = "hunger", Boycott = "boycott", Obstruct = "obstruct",
        Vandalize = "vandalize",
        Convict = "convict", Discontinue = "discontinue",
        Troops = "troops", Weapons = "weapons", Police = "police", Militia = "militia",
        Seize = "seize", Censor = "censor", Curfew = "curfew", MartialLaw = "martial-law", Deport = "deport",
        Withhold = "withhold", Misinformation = "misinformation", Cyber = "cyber",
        Abduct = "abduct", Beat = "beat", Torture = "torture", Sexual = "sexual", Targeted = "targeted",
        Destroy = "destroy", Primitive = "primitive", Firearms = "firearms", Explosives = "explosives",
        SuicideAttack = "suicide-attack", Aerial = "aerial", Drone = "drone", HeavyWeapons = "heavy-weapons",
        CrowdControl = "crowd-control", Unconventional = "unconventional",
    }

    /// What it is about: PLOVER's contexts.
    #[allow(missing_docs)] // each is PLOVER's word, and means what its manual says
    Context {
        Military = "military", Intelligence = "intelligence", Executive = "executive", Legislative = "legislative",
        Election = "election", PoliticalInstitutions = "political_institutions", ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy", Economic = "economic", Legal = "legal", Reparations = "reparations",
        HumanRights = "human_rights", RightsFreedoms = "rights_freedoms", Repression = "repression",
        HumanSecurity = "human_security", Gender = "gender", Lgbt = "lgbt", ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality", Diplomatic = "diplomatic", Territory = "territory", Peacekeeping = "peacekeeping",
        Health = "health", Asylum = "asylum", Migration = "migration", Disasters = "disasters",
        NaturalResource = "natural_resource", Environment = "environment", Technology = "technology",
        Terrorism = "terrorism", Cbrn = "cbrn", Cyber = "cyber", Misinformation = "misinformation", Crime = "crime",
        Corruption = "corruption", IllegalDrugs = "illegal_drugs", Trafficking = "trafficking",
    }

    /// What a party is: PLOVER's sectors.
    Sector {
        /// Police.
        Cop = "COP",
        /// Government.
        Gov = "GOV",
        /// Courts.
        Jud = "JUD",
        /// Legislature.
        Leg = "LEG",
        /// Armed forces of a state.
        Mil = "MIL",
        /// Paramilitaries beside a government.
        Prm = "PRM",
        /// Political parties.
        Pty = "PTY",
        /// Armed opposition.
        Reb = "REB",
        /// Intelligence services.
        Spy = "SPY",
        /// Armed persons of no known side.
        Uaf = "UAF",
        /// Persons of whom nothing is known.
        Unk = "UNK",
        /// Farmers and peasants.
        Agr = "AGR",
        /// Business.
        Bus = "BUS",
        /// Criminals.
        Crm = "CRM",
        /// Civilians.
        Cvl = "CVL",
        /// Schools and universities.
        Edu = "EDU",
        /// Former officials and the influential.
        Eli = "ELI",
        /// Press.
        Jrn = "JRN",
        /// Workers and unions.
        Lab = "LAB",
        /// Health workers.
        Med = "MED",
        /// Refugees and the displaced.
        Ref = "REF",
        /// Peaceful opposition.
        Opp = "OPP",
        /// Entities whose statehood is disputed.
        Pre = "PRE",
        /// Religious bodies.
        Rel = "REL",
        /// Social and ethnic groups.
        Soc = "SOC",
    }
}
