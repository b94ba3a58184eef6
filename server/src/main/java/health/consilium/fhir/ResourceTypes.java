package health.consilium.fhir;

import java.util.Set;
import java.util.TreeSet;

/** The resource types that the model uses; every other type is unknown to this server. */
public final class ResourceTypes {

    /** Types that only describe the server and its content; the same for every caller. */
    public static final Set<String> CONFORMANCE = Set.of(
            "CapabilityStatement",
            "CodeSystem",
            "ConceptMap",
            "NamingSystem",
            "OperationDefinition",
            "PlanDefinition",
            "SearchParameter",
            "StructureDefinition",
            "ValueSet",
            "Library");

    /** The partner directory, read by every caller with an identity. */
    public static final Set<String> DIRECTORY = Set.of(
            "Organization",
            "HealthcareService",
            "PractitionerRole",
            "Practitioner",
            "Endpoint",
            "Location",
            "MeasureReport");

    /** Types through which work is steered: always validated against R4, whatever profile they claim. */
    public static final Set<String> STEERING = Set.of(
            "Task", "ServiceRequest", "Consent", "DocumentReference", "Communication", "Appointment", "Composition");

    /** Forms that the server makes for one case; what they ask is the case's. */
    public static final Set<String> FORMS = Set.of("Questionnaire");

    /** Clinical facts and documents of a case. */
    public static final Set<String> CLINICAL = Set.of(
            "AllergyIntolerance",
            "Binary",
            "BodyStructure",
            "Bundle",
            "CarePlan",
            // With MedicationDispense and DeviceUseStatement what the patient summary (IPS) looks for besides.
            "ClinicalImpression",
            "Claim",
            "Condition",
            "Coverage",
            "DetectedIssue",
            "Device",
            "DeviceUseStatement",
            "DiagnosticReport",
            "Encounter",
            "FamilyMemberHistory",
            "GuidanceResponse",
            "ImagingStudy",
            "Immunization",
            "List",
            "Media",
            "Medication",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "Observation",
            "Patient",
            "Procedure",
            "Provenance",
            "QuestionnaireResponse",
            "RelatedPerson",
            "RequestGroup",
            "Specimen");

    /** Written and read by the server's own machinery. */
    public static final Set<String> TECHNICAL = Set.of("AuditEvent", "Group", "Subscription");

    private ResourceTypes() {}

    /** Whether resources of this type can be found by their identifier. */
    public static boolean isFoundByIdentifier(String type) {
        return isSearchedBy(type, "identifier");
    }

    /** Whether resources of this type can be searched by one of R4's parameters. */
    public static boolean isSearchedBy(String type, String parameter) {
        return IndexedParameters.of(type).contains(parameter);
    }

    /** Every type this server knows, in alphabetical order. */
    public static Set<String> all() {
        Set<String> all = new TreeSet<>(CONFORMANCE);
        all.addAll(DIRECTORY);
        all.addAll(STEERING);
        all.addAll(FORMS);
        all.addAll(CLINICAL);
        all.addAll(TECHNICAL);
        return all;
    }
}
