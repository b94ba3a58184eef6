package health.consilium.journeys;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what, as the security page says it; written down here and not read from the code that is tested. A type or
 * operation that the server offers and that has no place here fails the matrix.
 */
final class MatrixRules {

    enum Who {
        PATIENT,
        HOSPITAL,
        COORDINATOR,
        TRANSLATOR,
        CENTRE,
        ADMIN,
        NOBODY
    }

    /** The case on which the caller acts, as the caller stands to it. */
    enum Relation {
        /** Open, and the caller's. */
        OWN,
        /** Somebody else's in every respect. */
        OTHER,
        /** The centre has declined, the translator is done. */
        CLOSED,
        /** The patient has withdrawn the consent. */
        WITHDRAWN,
        /** What belongs to an opinion that is not delivered. */
        HELD
    }

    static final Set<String> CONFORMANCE =
            words("CapabilityStatement CodeSystem ConceptMap Library Measure NamingSystem"
                    + " OperationDefinition PlanDefinition SearchParameter StructureDefinition ValueSet");
    static final Set<String> DIRECTORY =
            words("Endpoint HealthcareService Location MeasureReport Organization Practitioner PractitionerRole");
    static final Set<String> FACTS = words("AllergyIntolerance Binary BodyStructure Bundle CarePlan Claim"
            + " ClinicalImpression Condition Coverage DetectedIssue Device DeviceUseStatement DiagnosticReport Encounter"
            + " FamilyMemberHistory GuidanceResponse ImagingStudy Immunization List Media Medication"
            + " MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation Patient"
            + " Procedure Provenance QuestionnaireResponse RelatedPerson RequestGroup Specimen");
    static final Set<String> STEERING =
            words("Appointment Communication Composition Consent DocumentReference ServiceRequest Task");
    static final Set<String> FORMS = words("Questionnaire");
    static final Set<String> TECHNICAL = words("AuditEvent Group Subscription");

    /** What a hospital is given one by one, beside what it sent: the gap that a request is about, and bytes. */
    private static final Set<String> GIVEN_SINGLY = words("Binary DetectedIssue");

    private static final Map<Who, Set<String>> READS = Map.of(
            Who.PATIENT, all(FACTS, STEERING, FORMS, words("Subscription")),
            Who.HOSPITAL, all(FACTS, STEERING, FORMS, words("Group Subscription")),
            Who.COORDINATOR, all(FACTS, STEERING, FORMS, TECHNICAL),
            Who.TRANSLATOR, words("Appointment Binary Communication DocumentReference Provenance Task"),
            Who.CENTRE,
                    words(
                            "Appointment Binary Communication Consent DocumentReference ServiceRequest Subscription Task"),
            Who.ADMIN, TECHNICAL,
            Who.NOBODY, Set.of());

    private static final Map<Who, Set<String>> WRITES = Map.of(
            Who.PATIENT,
                    words("Appointment Binary Communication Consent DocumentReference List QuestionnaireResponse"
                            + " ServiceRequest Subscription Task"),
            Who.HOSPITAL, all(FACTS, words("Communication DocumentReference Group ServiceRequest Subscription Task")),
            Who.COORDINATOR, all(FACTS, STEERING, DIRECTORY, words("Group Subscription")),
            Who.TRANSLATOR, words("Appointment Binary Communication DocumentReference Provenance Task"),
            Who.CENTRE, words("Appointment Binary Communication DocumentReference Subscription Task"),
            Who.ADMIN, all(DIRECTORY, words("Group Subscription")),
            Who.NOBODY, Set.of());

    private static final Set<Who> EVERYBODY =
            Set.of(Who.PATIENT, Who.HOSPITAL, Who.COORDINATOR, Who.TRANSLATOR, Who.CENTRE, Who.ADMIN);

    /** Operations by name, without {@code $}. */
    static final Map<String, Set<Who>> OPERATIONS = Map.ofEntries(
            Map.entry("validate", EVERYBODY),
            Map.entry("expand", EVERYBODY),
            Map.entry("validate-code", EVERYBODY),
            Map.entry("lookup", EVERYBODY),
            Map.entry("translate", EVERYBODY),
            Map.entry("everything", Set.of(Who.PATIENT, Who.HOSPITAL, Who.COORDINATOR)),
            Map.entry("summary", Set.of(Who.PATIENT, Who.HOSPITAL, Who.COORDINATOR)),
            Map.entry("export", Set.of(Who.HOSPITAL, Who.CENTRE, Who.COORDINATOR)),
            Map.entry("export-poll-status", Set.of(Who.HOSPITAL, Who.CENTRE, Who.COORDINATOR)),
            Map.entry("completeness", Set.of(Who.PATIENT, Who.HOSPITAL, Who.COORDINATOR)),
            Map.entry("request-missing", Set.of(Who.COORDINATOR)),
            Map.entry("match", Set.of(Who.COORDINATOR)),
            Map.entry("package", Set.of(Who.PATIENT, Who.COORDINATOR)),
            Map.entry("submit", Set.of(Who.COORDINATOR)),
            Map.entry("submit-report", Set.of(Who.CENTRE)),
            Map.entry("deliver", Set.of(Who.COORDINATOR)),
            Map.entry("assess", Set.of(Who.COORDINATOR)),
            Map.entry("estimate", Set.of(Who.COORDINATOR)),
            Map.entry("load-directory", Set.of(Who.COORDINATOR, Who.ADMIN)),
            Map.entry("purge", Set.of(Who.COORDINATOR)),
            Map.entry("legal-hold", Set.of(Who.COORDINATOR)),
            Map.entry("overdue", Set.of(Who.COORDINATOR)),
            Map.entry("evaluate-measure", Set.of(Who.COORDINATOR, Who.ADMIN)),
            Map.entry("arrange", Set.of(Who.PATIENT, Who.COORDINATOR)),
            Map.entry("follow-up-question", Set.of(Who.PATIENT, Who.COORDINATOR)),
            Map.entry("status", Set.of(Who.PATIENT, Who.HOSPITAL, Who.CENTRE, Who.COORDINATOR)),
            Map.entry("events", Set.of(Who.PATIENT, Who.HOSPITAL, Who.CENTRE, Who.COORDINATOR)),
            Map.entry("parked-messages", Set.of(Who.COORDINATOR, Who.ADMIN)),
            Map.entry("retry-messages", Set.of(Who.COORDINATOR, Who.ADMIN)),
            Map.entry("access-report", Set.of(Who.PATIENT, Who.COORDINATOR)),
            Map.entry("verify-trail", Set.of(Who.ADMIN)),
            Map.entry("break-glass", Set.of(Who.HOSPITAL, Who.CENTRE, Who.COORDINATOR)),
            Map.entry("emergencies", Set.of(Who.ADMIN)),
            Map.entry("review-emergency", Set.of(Who.ADMIN)));

    /** Of these a bare one is not taken. */
    private static final Set<String> RULED = all(STEERING, words("Subscription"));

    /** Bytes, and the patient whom the world makes without a name. */
    private static final Set<String> KEPT_AS_SENT = words("Binary Patient");

    private MatrixRules() {}

    static boolean isPublic(String type) {
        return CONFORMANCE.contains(type) || DIRECTORY.contains(type);
    }

    static boolean reads(Who who, String type) {
        return who != Who.NOBODY && (isPublic(type) || READS.get(who).contains(type));
    }

    static boolean writes(Who who, String type) {
        return WRITES.get(who).contains(type);
    }

    /** The world's ServiceRequest and Subscription are no case and none of the server's; an operation may say that it finds none. */
    static boolean finds(String operation, String type) {
        return switch (type) {
            case "ServiceRequest" ->
                Set.of("assess", "completeness", "match", "package").contains(operation);
            case "Subscription" -> Set.of("events", "status").contains(operation);
            default -> false;
        };
    }

    /** Operations that are for one resource, and that HAPI offers of a whole type as well. */
    static final Set<String> OF_ONE = words("everything summary");

    /** A system has the role of its organization; in an emergency a person signs in. */
    static boolean asksForMore(String operation, Who who) {
        return operation.equals("break-glass") && (who == Who.HOSPITAL || who == Who.CENTRE);
    }

    /**
     * Whether the caller is told how many there are, because all that can be counted is the caller's. Where single resources may
     * be granted beside labels, as with a Task in hand, what is found is filtered, and not counted.
     */
    static boolean counts(Who who, String type) {
        return switch (who) {
            case PATIENT, COORDINATOR, ADMIN -> true;
            case HOSPITAL -> !GIVEN_SINGLY.contains(type) && (FACTS.contains(type) || TECHNICAL.contains(type));
            case CENTRE, TRANSLATOR, NOBODY -> false;
        };
    }

    /** A document that was sent is changed by who keeps it; the patient and the centre send another. */
    static boolean isTheDesks(Who who, String type) {
        return type.equals("DocumentReference") && (who == Who.PATIENT || who == Who.CENTRE);
    }

    /**
     * What comes of a change by whoever may make it. The world's resources are bare: where a type has rules of its own, they are what
     * objects, and what they let through is in the tests of the journeys ({@code SubmitIT} for a Consent, {@code OpinionIT} for a Task).
     */
    static int change(String type) {
        return RULED.contains(type) || KEPT_AS_SENT.contains(type) ? 422 : 200;
    }

    /** The same of what is sent. */
    static int create(Who who, String type) {
        if (type.equals("Appointment") && (who == Who.PATIENT || who == Who.TRANSLATOR)) {
            return 403;
        }
        // A cohort names patients, which an administrator does not see.
        return RULED.contains(type) || (type.equals("Group") && who == Who.ADMIN) ? 422 : 201;
    }

    /** Whether the caller sees what is labelled with the case, its contributor and its referral. */
    static boolean sees(Who who, String type, Relation relation) {
        if (!reads(who, type)) {
            return false;
        }
        if (TECHNICAL.contains(type) && (who == Who.PATIENT || who == Who.CENTRE)) {
            // A hospital sent it; that it is labelled with the case as well opens it to nobody.
            return false;
        }
        return switch (who) {
            case COORDINATOR -> true;
            case PATIENT -> relation != Relation.OTHER && relation != Relation.HELD;
            case HOSPITAL -> relation != Relation.OTHER && relation != Relation.HELD;
            case CENTRE -> relation == Relation.OWN;
            // The document in hand is one of its own, see the world.
            case TRANSLATOR -> isPublic(type);
            case ADMIN -> isPublic(type) || type.equals("Group") || type.equals("Subscription");
            case NOBODY -> false;
        };
    }

    /** Whether the caller can stand so to a case that something else is expected than on another. */
    static boolean matters(Who who, Relation relation) {
        return switch (who) {
            case NOBODY -> relation == Relation.OWN;
            case ADMIN -> relation == Relation.OWN || relation == Relation.OTHER;
            case TRANSLATOR -> relation != Relation.CLOSED && relation != Relation.WITHDRAWN;
            default -> true;
        };
    }

    static Set<String> known() {
        return all(CONFORMANCE, DIRECTORY, FACTS, STEERING, FORMS, TECHNICAL);
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.split(" ")));
    }

    @SafeVarargs
    private static Set<String> all(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return all;
    }
}
