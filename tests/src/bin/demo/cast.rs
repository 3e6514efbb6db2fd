//! Who and what there is: three sites of three organisations, five people who work there, three computers.

use alongside_tests::region::{Computer, Region, Site, Staff};

pub(crate) struct Cast {
    pub(crate) region: Region,
    pub(crate) home: Site,
    pub(crate) nurses: Site,
    pub(crate) hospice: Site,
    /// A care assistant at the home: may write notes, may not settle a decision.
    pub(crate) asha: Staff,
    /// A senior carer at the home.
    pub(crate) grace: Staff,
    /// The GP who does her round at the home, on the home's computer.
    pub(crate) marsh: Staff,
    /// A district nurse.
    pub(crate) sam: Staff,
    /// The hospice doctor.
    pub(crate) okoro: Staff,
}

/// Where the care home's computer keeps its data. It joins by hand, in its window.
pub(crate) const HOME_PC: &str = "Office PC";

impl Cast {
    pub(crate) fn gather() -> Self {
        let region = Region::begin();
        let home = region.site("Riverside Care", "Riverside House");
        let nurses = region.site("Fenland Community Nursing", "Elyham district nurses");
        let hospice = region.site("Fen Edge Hospice", "Fen Edge Hospice at home");
        Self {
            asha: region.staff(&home, "Asha Rahman", "care_assistant"),
            grace: region.staff(&home, "Grace Adeyemi", "senior_carer"),
            marsh: region.staff(&home, "Dr Helen Marsh", "gp"),
            sam: region.staff(&nurses, "Sam Bell", "district_nurse"),
            okoro: region.staff(&hospice, "Dr Ngozi Okoro", "hospice_doctor"),
            home,
            nurses,
            hospice,
            region,
        }
    }

    /// The care home's computer, which has not joined yet.
    pub(crate) fn home_pc(&self) -> Computer {
        let folder = self.region.folder().join("office-pc");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let log = self.region.folder().join("office-pc.log");
        Computer::at(&folder, &self.region.keyring, &log)
    }

    /// The district nurse's laptop, joined, with her PIN on it.
    pub(crate) fn laptop(&self) -> Computer {
        self.region
            .computer(&self.nurses, "Nurse laptop", &[&self.sam])
    }

    /// The hospice's computer, joined, with the doctor's PIN on it.
    pub(crate) fn hospice_pc(&self) -> Computer {
        self.region
            .computer(&self.hospice, "Hospice PC", &[&self.okoro])
    }

    /// A one-time sign-in code.
    pub(crate) fn sign_in_code(&self, who: &Staff) -> String {
        let invited = self
            .region
            .hub
            .must(&["staff", "invite", "--staff", &who.id]);
        invited["code"].as_str().unwrap_or_default().to_owned()
    }
}
