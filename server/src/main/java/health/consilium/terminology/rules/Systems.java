package health.consilium.terminology.rules;

import java.util.Set;

/** Canonical addresses of the code systems that the rules read. */
public final class Systems {
    public static final String CONSILIUM = "https://w3id.org/consilium/fhir";
    public static final String TUMOUR_TYPE = CONSILIUM + "/CodeSystem/tumour-type";
    public static final String CHECKLIST_ITEM = CONSILIUM + "/CodeSystem/checklist-item";
    public static final String CHECKLIST_CATEGORY = CONSILIUM + "/CodeSystem/checklist-category";
    public static final String CHECKLIST_TEXT = CONSILIUM + "/CodeSystem/checklist-text";
    public static final String REMEDY = CONSILIUM + "/CodeSystem/remedy";
    public static final String IMAGING_RULE = CONSILIUM + "/CodeSystem/imaging-rule";
    public static final String CASE_FACT = CONSILIUM + "/CodeSystem/case-fact";
    public static final String HISTOLOGY_TAG = CONSILIUM + "/CodeSystem/histology-tag";
    public static final String SITE_TAG = CONSILIUM + "/CodeSystem/site-tag";

    public static final String LOINC = "http://loinc.org";
    public static final String SNOMED_CT = "http://snomed.info/sct";
    public static final String HGNC = "http://www.genenames.org";
    public static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    public static final String ATC = "http://www.whocc.no/atc";
    public static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";
    public static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
    public static final String ICD_O_3 = "http://terminology.hl7.org/CodeSystem/icd-o-3";

    /** WHO ICD-10 and national editions whose three- and four-character rubrics are those of WHO. */
    private static final Set<String> ICD_10_EDITIONS =
            Set.of(ICD_10, "urn:oid:2.16.840.1.113883.6.3", "http://fhir.de/CodeSystem/bfarm/icd-10-gm");

    private static final Set<String> ICD_10_CM_NAMES = Set.of(ICD_10_CM, "urn:oid:2.16.840.1.113883.6.90");

    /** HL7 mCODE and the German oncology guides use the object identifier. */
    private static final Set<String> ICD_O_3_NAMES = Set.of(
            ICD_O_3,
            "urn:oid:2.16.840.1.113883.6.43.1",
            "http://terminology.hl7.org/CodeSystem/icd-o-3-morphology",
            "http://terminology.hl7.org/CodeSystem/icd-o-3-topography");

    private Systems() {}

    public static String extension(String id) {
        return CONSILIUM + "/StructureDefinition/" + id;
    }

    public static boolean isIcd10(String system) {
        return system != null && ICD_10_EDITIONS.contains(system);
    }

    public static boolean isIcd10Cm(String system) {
        return system != null && ICD_10_CM_NAMES.contains(system);
    }

    public static boolean isIcdO3(String system) {
        return system != null && ICD_O_3_NAMES.contains(system);
    }
}
