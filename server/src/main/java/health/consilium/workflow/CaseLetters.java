package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.DocumentReference;

/** Letters that the server writes on the way of a case. They are no records: they prove nothing and go to no centre. */
public final class CaseLetters {

    /** System of the identifier by which such a letter is known. */
    public static final String IDENTIFIER = FhirPackage.CANONICAL + "/sid/letter";

    private CaseLetters() {}

    public static boolean isLetter(DocumentReference document) {
        return document.getIdentifier().stream().anyMatch(identifier -> IDENTIFIER.equals(identifier.getSystem()));
    }
}
