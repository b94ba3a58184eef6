package health.consilium.fhir;

import java.util.Map;
import java.util.Set;

/** Which of R4's search parameters are indexed, by resource type. */
final class IndexedParameters {

    private static final Set<String> CANONICAL = Set.of("url", "version", "name", "title", "status");

    private static final Map<String, Set<String>> BY_TYPE = Map.ofEntries(
            Map.entry(
                    "AllergyIntolerance",
                    Set.of("patient", "code", "clinical-status", "verification-status", "identifier")),
            Map.entry("Appointment", Set.of("patient", "actor", "based-on", "date", "status", "identifier")),
            Map.entry("AuditEvent", Set.of("date", "agent", "entity", "patient", "type")),
            Map.entry("BodyStructure", Set.of("patient")),
            Map.entry("Bundle", Set.of("identifier", "type")),
            Map.entry("CarePlan", Set.of("patient", "subject", "intent", "status", "category", "identifier")),
            Map.entry("Claim", Set.of("patient", "created", "identifier", "status", "use", "provider")),
            Map.entry("CodeSystem", CANONICAL),
            Map.entry(
                    "Communication",
                    Set.of(
                            "patient",
                            "subject",
                            "part-of",
                            "recipient",
                            "sender",
                            "sent",
                            "status",
                            "category",
                            "identifier")),
            Map.entry("Composition", Set.of("patient", "subject", "type", "status", "identifier", "date")),
            Map.entry("ConceptMap", Set.of("url", "name", "status", "source-system", "target-system")),
            Map.entry(
                    "Condition",
                    Set.of(
                            "patient",
                            "subject",
                            "code",
                            "category",
                            "clinical-status",
                            "verification-status",
                            "identifier",
                            "onset-date",
                            "abatement-date",
                            "recorded-date",
                            "encounter")),
            Map.entry("Consent", Set.of("patient", "actor", "data", "status", "period", "date", "identifier")),
            Map.entry("Coverage", Set.of("patient", "beneficiary", "identifier", "type")),
            Map.entry("DetectedIssue", Set.of("patient", "code", "implicated", "identifier", "identified")),
            Map.entry("Device", Set.of("patient", "identifier")),
            Map.entry(
                    "DiagnosticReport",
                    Set.of("patient", "subject", "code", "category", "status", "date", "identifier", "based-on")),
            Map.entry(
                    "DocumentReference",
                    Set.of(
                            "patient",
                            "subject",
                            "type",
                            "category",
                            "status",
                            "date",
                            "identifier",
                            "related",
                            "relatesto",
                            "relation",
                            "language",
                            "author",
                            "contenttype",
                            "event")),
            Map.entry("Encounter", Set.of("patient", "subject", "date", "status", "identifier")),
            Map.entry("Endpoint", Set.of("organization", "status", "identifier", "connection-type")),
            Map.entry("FamilyMemberHistory", Set.of("patient", "status")),
            Map.entry("Group", Set.of("identifier", "member", "type")),
            Map.entry("GuidanceResponse", Set.of("patient", "subject", "identifier")),
            Map.entry(
                    "HealthcareService",
                    Set.of(
                            "organization",
                            "active",
                            "specialty",
                            "name",
                            "identifier",
                            "service-category",
                            "location")),
            Map.entry(
                    "ImagingStudy",
                    Set.of("patient", "subject", "identifier", "modality", "started", "status", "bodysite")),
            Map.entry("Immunization", Set.of("patient", "status", "date", "manufacturer")),
            Map.entry("ClinicalImpression", Set.of("patient", "subject", "status")),
            Map.entry("DeviceUseStatement", Set.of("patient", "subject", "device")),
            Map.entry("MedicationDispense", Set.of("patient", "subject", "status", "medication")),
            Map.entry("Library", CANONICAL),
            Map.entry("List", Set.of("patient", "subject", "code", "identifier", "status")),
            Map.entry("Location", Set.of("name", "organization", "identifier", "address-country")),
            Map.entry("MeasureReport", Set.of("reporter", "measure", "period", "subject")),
            Map.entry("Media", Set.of("patient", "subject", "identifier", "status")),
            Map.entry("Medication", Set.of("code", "identifier")),
            Map.entry(
                    "MedicationAdministration",
                    Set.of("medication", "patient", "subject", "code", "status", "effective-time", "identifier")),
            Map.entry(
                    "MedicationRequest",
                    Set.of("medication", "patient", "subject", "code", "status", "intent", "identifier")),
            Map.entry(
                    "MedicationStatement",
                    Set.of("medication", "patient", "subject", "code", "status", "effective", "identifier")),
            Map.entry("NamingSystem", Set.of("name", "status", "value")),
            Map.entry(
                    "Observation",
                    Set.of("patient", "subject", "code", "category", "status", "date", "identifier", "based-on")),
            Map.entry("OperationDefinition", Set.of("url", "name", "status", "code")),
            Map.entry("Organization", Set.of("name", "active", "identifier", "type", "address-country", "partof")),
            Map.entry(
                    "Patient",
                    Set.of("identifier", "name", "family", "given", "birthdate", "gender", "active", "language")),
            Map.entry("PlanDefinition", Set.of("url", "name", "title", "status", "type", "topic", "identifier")),
            Map.entry("Practitioner", Set.of("identifier", "name", "active")),
            Map.entry(
                    "PractitionerRole",
                    Set.of("practitioner", "organization", "specialty", "active", "service", "role")),
            Map.entry("Procedure", Set.of("patient", "subject", "code", "status", "date", "identifier", "based-on")),
            Map.entry("Provenance", Set.of("target", "entity", "agent", "recorded", "patient")),
            Map.entry("Questionnaire", CANONICAL),
            Map.entry(
                    "QuestionnaireResponse",
                    Set.of("patient", "subject", "questionnaire", "status", "based-on", "part-of")),
            Map.entry("RelatedPerson", Set.of("patient", "identifier", "active")),
            Map.entry("RequestGroup", Set.of("patient", "subject", "identifier", "status", "intent", "code")),
            Map.entry("SearchParameter", Set.of("url", "name", "status", "base", "code")),
            Map.entry(
                    "ServiceRequest",
                    Set.of(
                            "patient",
                            "subject",
                            "requisition",
                            "identifier",
                            "status",
                            "intent",
                            "category",
                            "requester",
                            "performer",
                            "authored")),
            Map.entry("Specimen", Set.of("patient", "subject", "type", "identifier", "status")),
            Map.entry("StructureDefinition", Set.of("url", "name", "status", "type", "base", "kind", "derivation")),
            Map.entry("Subscription", Set.of("status", "type", "url", "criteria")),
            Map.entry(
                    "Task",
                    Set.of(
                            "patient",
                            "subject",
                            "owner",
                            "requester",
                            "status",
                            "business-status",
                            "code",
                            "focus",
                            "part-of",
                            "group-identifier",
                            "identifier",
                            "authored-on",
                            "modified",
                            "intent",
                            "priority",
                            "based-on")),
            Map.entry("ValueSet", CANONICAL));

    private IndexedParameters() {}

    static Set<String> of(String type) {
        return BY_TYPE.getOrDefault(type, Set.of());
    }
}
