package health.consilium.access;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * The labels in {@code meta.security} by which access is decided. The server alone writes them; whoever holds a grant on a
 * label sees the resources that bear it.
 */
public final class Compartment {

    public static final String SYSTEM = FhirPackage.CANONICAL + "/CodeSystem/compartment";

    private static final String CASE = "case.";
    private static final String DESK = "desk.";
    private static final String CONTRIBUTOR = "contributor.";
    private static final String ENTERED_BY = "entered-by.";

    private Compartment() {}

    /** Everything that belongs to a case. */
    public static Coding ofCase(String caseNumber) {
        return label(CASE + caseNumber);
    }

    static boolean isOfCase(String code) {
        return code.startsWith(CASE);
    }

    /** What belongs to a case, but is not the patient's to see yet, such as an opinion before delivery. */
    public static Coding atDesk(String caseNumber) {
        return label(DESK + caseNumber);
    }

    /** What one centre may see of a case. */
    public static Coding ofReferral(String referralNumber) {
        return label("referral." + referralNumber);
    }

    /** An opinion; the patient gets it at delivery. */
    public static Coding ofOpinion(String referralNumber) {
        return label("opinion." + referralNumber);
    }

    /** What an organization or a patient sent; {@code id} is the id of the Organization, or {@code patient.} and the Patient's. */
    public static Coding ofContributor(String organizationId) {
        return label(CONTRIBUTOR + organizationId);
    }

    /** What a patient has sent, or who acted for the patient; {@code patient} such as {@code Patient/1}. */
    public static Coding ofPatient(String patient) {
        return ofContributor("patient." + new IdType(patient).getIdPart());
    }

    /**
     * What a person of the desk entered for somebody else; {@code person} such as {@code Practitioner/1}. It says who it was, and
     * lets nobody see anything.
     */
    public static Coding enteredBy(String person) {
        return label(ENTERED_BY + person.replace('/', '.'));
    }

    /** Whether a person of the desk entered this for somebody else. */
    public static boolean isEntered(Resource resource) {
        return codes(resource).stream().anyMatch(code -> code.startsWith(ENTERED_BY));
    }

    /** Tasks that any translator may take. */
    public static Coding translators() {
        return label("pool.translation");
    }

    /** A file of a bulk export. Nobody holds a grant on it; by it the files are found, whatever became of the export. */
    public static Coding exports() {
        return label("exports");
    }

    /**
     * Whether resources of this type can belong to a case. A cohort names patients of many, and a subscription holds its owner's
     * secret: they are for who sent them, whatever case they came with.
     */
    static boolean isOfCases(String type) {
        return !ResourceTypes.TECHNICAL.contains(type);
    }

    /** Whether a label says anything of resources of this type. */
    static boolean counts(String code, String type) {
        return isOfCases(type) || code.startsWith(CONTRIBUTOR);
    }

    /** The number of the case that the resource belongs to. */
    public static Optional<String> caseNumber(Resource resource) {
        return codes(resource).stream()
                .filter(code -> code.startsWith(CASE) || code.startsWith(DESK))
                .map(code -> code.substring(code.indexOf('.') + 1))
                .findFirst();
    }

    /** The labels of a resource. */
    public static List<String> codes(Resource resource) {
        return labels(resource).map(Coding::getCode).toList();
    }

    static Stream<Coding> labels(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .filter(coding -> SYSTEM.equals(coding.getSystem()))
                .filter(coding -> counts(coding.getCode(), resource.fhirType()));
    }

    /** The labels of what is still at the desk; empty for what the patient may see. */
    public static List<Coding> deskLabels(Resource resource) {
        boolean held = codes(resource).stream().anyMatch(code -> code.startsWith(DESK));
        return held
                ? labels(resource)
                        .filter(coding -> coding.getCode().startsWith(DESK)
                                || coding.getCode().startsWith("opinion."))
                        .map(Coding::copy)
                        .toList()
                : List.of();
    }

    /** The label of a case turned into that of its desk; any other as it is. */
    static Coding heldBack(Coding label) {
        return label.getCode().startsWith(CASE) ? atDesk(label.getCode().substring(CASE.length())) : label;
    }

    /** As a value of the search parameter {@code _security}. */
    public static String token(Coding label) {
        return SYSTEM + "|" + label.getCode();
    }

    static Coding label(String code) {
        return new Coding(SYSTEM, code, null);
    }
}
