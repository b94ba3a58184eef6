package health.consilium.packaging.rules;

/**
 * Sections of the referral brief, in the order of reading: the oncology referral note first, then what the International
 * Patient Summary (http://hl7.org/fhir/uv/ips) has beside it.
 */
public enum BriefSection {
    QUESTIONS("42349-1", "Questions"),
    DIAGNOSIS("72135-7", "Cancer diagnosis and stage"),
    MOLECULAR("51969-4", "Molecular and genetic results"),
    PRIOR_TREATMENT("74156-1", "Treatment so far"),
    PATHOLOGY("11526-1", "Pathology"),
    IMAGING("18726-0", "Imaging"),
    PROBLEMS("11450-4", "Other problems"),
    ALLERGIES("48765-2", "Allergies and intolerances"),
    MEDICATIONS("10160-0", "Medication"),
    RESULTS("30954-2", "Laboratory and other results"),
    PROCEDURES("47519-4", "Procedures"),
    FUNCTIONAL_STATUS("47420-5", "Performance and functional status"),
    FAMILY_HISTORY("10157-6", "Family history"),
    /** Every document with its translation; LOINC has no code for just that. */
    DOCUMENTS("", "Documents");

    private final String loinc;
    private final String title;

    BriefSection(String loinc, String title) {
        this.loinc = loinc;
        this.title = title;
    }

    /** LOINC code; empty for none. */
    public String loinc() {
        return loinc;
    }

    public String title() {
        return title;
    }
}
