package health.consilium.packaging.rules;

import static health.consilium.packaging.rules.BriefSection.ALLERGIES;
import static health.consilium.packaging.rules.BriefSection.DIAGNOSIS;
import static health.consilium.packaging.rules.BriefSection.DOCUMENTS;
import static health.consilium.packaging.rules.BriefSection.FAMILY_HISTORY;
import static health.consilium.packaging.rules.BriefSection.FUNCTIONAL_STATUS;
import static health.consilium.packaging.rules.BriefSection.IMAGING;
import static health.consilium.packaging.rules.BriefSection.MEDICATIONS;
import static health.consilium.packaging.rules.BriefSection.MOLECULAR;
import static health.consilium.packaging.rules.BriefSection.PATHOLOGY;
import static health.consilium.packaging.rules.BriefSection.PRIOR_TREATMENT;
import static health.consilium.packaging.rules.BriefSection.PROBLEMS;
import static health.consilium.packaging.rules.BriefSection.PROCEDURES;
import static health.consilium.packaging.rules.BriefSection.RESULTS;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;

/**
 * Which sections of the brief a resource stands in, by its type, category and codes, never by {@code meta.profile}.
 *
 * @param catalogue what the checklists know of codes
 * @param cancer references of the Conditions that the second opinion is about
 */
public record Classification(Catalogue catalogue, Set<String> cancer) {

    private static final String ATC = "http://www.whocc.no/atc";
    private static final Map<String, BriefSection> OF_CATEGORY = Map.of(
            "pathology", PATHOLOGY,
            "molecular", MOLECULAR,
            "imaging", IMAGING,
            "laboratory", RESULTS,
            "staging", DIAGNOSIS,
            "treatment", PRIOR_TREATMENT);

    /** LOINC codes of facts beyond those that the checklists name: receptors, proliferation and single genes. */
    private static final Set<String> MARKERS = Set.of(
            "85337-4", "85339-0", "14228-1", "14230-7", "85319-2", "48676-1", "85330-9", "83052-1", "83055-4",
            "83057-0", "81695-9", "94076-7", "69548-6", "21665-5", "58483-9", "42783-1", "82535-6", "21702-6",
            "21636-6", "38530-2");

    private static final Set<String> PERFORMANCE = Set.of("89247-1", "89243-0");

    /** LOINC document types, https://hl7.org/fhir/R4/valueset-c80-doc-typecodes.html */
    private static final Map<String, BriefSection> OF_DOCUMENT = Map.ofEntries(
            Map.entry("11526-1", PATHOLOGY),
            Map.entry("11529-5", PATHOLOGY),
            Map.entry("33721-2", PATHOLOGY),
            Map.entry("60568-3", PATHOLOGY),
            Map.entry("55228-1", MOLECULAR),
            Map.entry("51969-4", MOLECULAR),
            Map.entry("18748-4", IMAGING),
            Map.entry("18726-0", IMAGING),
            Map.entry("85430-7", IMAGING),
            Map.entry("11502-2", RESULTS),
            Map.entry("18751-8", PROCEDURES),
            Map.entry("28570-0", PROCEDURES),
            Map.entry("74156-1", PRIOR_TREATMENT),
            Map.entry("11486-8", PRIOR_TREATMENT),
            Map.entry("68602-2", PRIOR_TREATMENT),
            Map.entry("11504-8", PRIOR_TREATMENT),
            Map.entry("10160-0", MEDICATIONS),
            Map.entry("48765-2", ALLERGIES),
            Map.entry("11450-4", PROBLEMS),
            Map.entry("10157-6", FAMILY_HISTORY));

    /** SNOMED CT 103693007, diagnostic procedure; hospitals mostly send the name alone. */
    private static final Pattern DIAGNOSTIC = Pattern.compile("(?i)biops|endoscop|aspirat|laparoscop.* staging");

    /** In no section: what others refer to, such as a Specimen or an Organization. */
    public Set<BriefSection> sectionsOf(Resource resource) {
        return switch (resource.fhirType()) {
            case "Condition" -> condition((Condition) resource);
            case "Observation" -> EnumSet.of(observation((Observation) resource));
            case "DiagnosticReport" -> EnumSet.of(report((DiagnosticReport) resource));
            case "ImagingStudy" -> EnumSet.of(IMAGING);
            case "Specimen" -> EnumSet.of(PATHOLOGY);
            case "AllergyIntolerance" -> EnumSet.of(ALLERGIES);
            case "FamilyMemberHistory" -> EnumSet.of(FAMILY_HISTORY);
            case "Immunization", "MedicationRequest" -> EnumSet.of(MEDICATIONS);
            case "MedicationStatement" -> medication((MedicationStatement) resource);
            case "MedicationAdministration" -> administration((MedicationAdministration) resource);
            case "Procedure" -> procedure((Procedure) resource);
            case "DocumentReference" -> document((DocumentReference) resource);
            default -> EnumSet.noneOf(BriefSection.class);
        };
    }

    private Set<BriefSection> condition(Condition condition) {
        return EnumSet.of(cancer.contains(reference(condition)) ? DIAGNOSIS : PROBLEMS);
    }

    private BriefSection observation(Observation observation) {
        if (hasLoinc(observation.getCode(), PERFORMANCE)) {
            return FUNCTIONAL_STATUS;
        }
        if (hasLoinc(observation.getCode(), MARKERS) || hasCategory(observation.getCategory(), "GE")) {
            return MOLECULAR;
        }
        return ofCategory(observation.getCode()).findFirst().orElse(RESULTS);
    }

    private BriefSection report(DiagnosticReport report) {
        List<CodeableConcept> categories = report.getCategory();
        if (hasCategory(categories, "GE") || hasLoinc(report.getCode(), Set.of("51969-4"))) {
            return MOLECULAR;
        }
        if (hasCategory(categories, "RAD", "NMR", "CT", "RUS", "NMS")) {
            return IMAGING;
        }
        if (hasCategory(categories, "PAT", "SP", "CP", "PATH")) {
            return PATHOLOGY;
        }
        return ofCategory(report.getCode()).findFirst().orElse(RESULTS);
    }

    private Set<BriefSection> medication(MedicationStatement statement) {
        boolean treatment = isAntineoplastic(statement.getMedication());
        return treatment ? EnumSet.of(PRIOR_TREATMENT, MEDICATIONS) : EnumSet.of(MEDICATIONS);
    }

    private Set<BriefSection> administration(MedicationAdministration given) {
        boolean treatment = isAntineoplastic(given.getMedication()) || isForCancer(given.getReasonReference());
        return EnumSet.of(treatment ? PRIOR_TREATMENT : MEDICATIONS);
    }

    private Set<BriefSection> procedure(Procedure procedure) {
        boolean diagnostic = DIAGNOSTIC.matcher(Lines.text(procedure.getCode())).find()
                || procedure.getCategory().getCoding().stream()
                        .anyMatch(coding -> "103693007".equals(coding.getCode()));
        return !diagnostic && isForCancer(procedure.getReasonReference())
                ? EnumSet.of(PRIOR_TREATMENT, PROCEDURES)
                : EnumSet.of(PROCEDURES);
    }

    private Set<BriefSection> document(DocumentReference document) {
        Set<BriefSection> sections = EnumSet.of(DOCUMENTS);
        document.getType().getCoding().stream()
                .map(coding -> OF_DOCUMENT.get(coding.getCode()))
                .filter(java.util.Objects::nonNull)
                .forEach(sections::add);
        if (sections.size() == 1) {
            ofCategory(document.getType()).findFirst().ifPresent(sections::add);
        }
        return sections;
    }

    private Stream<BriefSection> ofCategory(CodeableConcept code) {
        return catalogue.categoryOf(code).map(OF_CATEGORY::get).stream();
    }

    /** The section in which a reader would look for a checklist item. */
    BriefSection ofItem(String item) {
        return catalogue.categoryOfItem(item).map(OF_CATEGORY::get).orElse(RESULTS);
    }

    /** ATC groups L01 (antineoplastic agents) and L02 (endocrine therapy). */
    private static boolean isAntineoplastic(Type medication) {
        return medication instanceof CodeableConcept concept
                && concept.getCoding().stream()
                        .filter(coding -> ATC.equals(coding.getSystem()))
                        .map(Coding::getCode)
                        .anyMatch(code -> code.startsWith("L01") || code.startsWith("L02"));
    }

    private boolean isForCancer(List<Reference> reasons) {
        return reasons.stream().map(Reference::getReference).anyMatch(cancer::contains);
    }

    private static boolean hasLoinc(CodeableConcept concept, Set<String> codes) {
        return concept.getCoding().stream()
                .filter(coding -> "http://loinc.org".equals(coding.getSystem()))
                .anyMatch(coding -> codes.contains(coding.getCode()));
    }

    private static boolean hasCategory(List<CodeableConcept> categories, String... anyOf) {
        Set<String> codes = Set.of(anyOf);
        return categories.stream()
                .flatMap(category -> category.getCoding().stream())
                .anyMatch(coding -> codes.contains(coding.getCode()));
    }

    static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
