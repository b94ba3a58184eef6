package health.consilium.packaging;

import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Whether a consent was given by whom it binds: by the patient, or who acts for the patient, signed in; or on paper. Paper is
 * entered by a person of the desk with its scan, and used by another.
 */
@Component
class ConsentGiver {

    private static final String LOINC = "http://loinc.org";

    /** Release of information consent. */
    private static final String SIGNED_PAPER = "64292-6";

    private final Callers callers;
    private final FhirStore store;

    ConsentGiver(Callers callers, @Lazy FhirStore store) {
        this.callers = callers;
        this.store = store;
    }

    /** Why nobody can rely on the consent; empty when the patient gave it. */
    Optional<Refusal> objection(Consent consent) {
        if (isByPatient(consent) || isOnPaper(consent)) {
            return Optional.empty();
        }
        return Optional.of(
                Compartment.isEntered(consent)
                        ? Refusal.unprocessable(
                                "no-consent",
                                "The desk entered this consent without a scan of what the patient has signed. End it, and"
                                        + " enter another one whose sourceReference names the scan: a current"
                                        + " DocumentReference of this case with type LOINC " + SIGNED_PAPER + ".",
                                "Consent.source")
                        : Refusal.unprocessable(
                                "no-consent",
                                "Nobody gave this consent: a program of the desk sent it. End it. The patient gives one, or"
                                        + " who acts for the patient; or a person of the desk enters what the patient has"
                                        + " signed, with its scan.",
                                "consent"));
    }

    /** The same for who is about to let somebody see something because of it. */
    Optional<Refusal> objectionToUse(Consent consent) {
        return objection(consent)
                .or(() -> isByPatient(consent) || isSecondPerson(consent)
                        ? Optional.empty()
                        : Optional.of(Refusal.unprocessable(
                                "same-person",
                                "The desk entered this consent for the patient. A person of the desk, other than the one who"
                                        + " entered it, compares it with its scan and submits the case.",
                                "consent")));
    }

    private boolean isSecondPerson(Consent consent) {
        String entry = Compartment.enteredBy(callers.current().party()).getCode();
        return callers.isPerson() && !Compartment.codes(consent).contains(entry);
    }

    private static boolean isByPatient(Consent consent) {
        String patient = String.valueOf(consent.getPatient().getReference());
        return Compartment.codes(consent)
                .contains(Compartment.ofPatient(patient).getCode());
    }

    private boolean isOnPaper(Consent consent) {
        return Compartment.isEntered(consent) && consent.hasSourceReference() && isScan(consent);
    }

    private boolean isScan(Consent consent) {
        IdType scan = new IdType(consent.getSourceReference().getReference());
        return "DocumentReference".equals(scan.getResourceType())
                && store.find(DocumentReference.class, scan.getIdPart())
                        .filter(document -> Compartment.caseNumber(document).equals(Compartment.caseNumber(consent)))
                        .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                        .filter(document -> document.getType().hasCoding(LOINC, SIGNED_PAPER))
                        .filter(document ->
                                document.getContentFirstRep().getAttachment().hasUrl())
                        .isPresent();
    }
}
