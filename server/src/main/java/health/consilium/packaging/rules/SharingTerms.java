package health.consilium.packaging.rules;

import health.consilium.fhir.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What a consent must say to cover a disclosure: this patient, this centre, this package, now.
 *
 * @param patient such as {@code Patient/1}
 * @param centre such as {@code Organization/2}
 * @param sent the package, such as {@code DocumentReference/3}
 * @param now the time of the disclosure
 */
public record SharingTerms(String patient, String centre, String sent, Instant now) {

    private static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/sharing-consent";

    /** Why the consent does not cover it, all reasons at once; empty when it does. */
    public List<Refusal> objections(Consent consent) {
        List<Refusal> objections = new ArrayList<>();
        ProvisionComponent provision = consent.getProvision();
        if (consent.getStatus() != ConsentState.ACTIVE) {
            objections.add(missing("The consent is not active.", "Consent.status"));
        }
        if (provision.getPeriod().hasStart()
                && provision.getPeriod().getStart().toInstant().isAfter(now)) {
            objections.add(missing("The consent does not begin before a later day.", "Consent.provision.period"));
        }
        if (!provision.getPeriod().hasEnd()
                || !provision.getPeriod().getEnd().toInstant().isAfter(now)) {
            objections.add(
                    missing("The consent has ended; ask the patient for a new one.", "Consent.provision.period"));
        }
        if (!consent.getMeta().hasProfile(PROFILE) || provision.getType() != Consent.ConsentProvisionType.PERMIT) {
            objections.add(missing(
                    "The consent is not a sharing-consent: claim the profile " + PROFILE + ".",
                    "Consent.meta.profile"));
        }
        if (!patient.equals(id(consent.getPatient()))) {
            objections.add(mismatch("is not of the patient of this case", "Consent.patient"));
        }
        if (!only(provision.getActor().stream().map(Consent.provisionActorComponent::getReference), centre)) {
            objections.add(mismatch("does not name " + centre + " as its one recipient", "Consent.provision.actor"));
        }
        if (!only(provision.getData().stream().map(Consent.provisionDataComponent::getReference), sent)) {
            objections.add(mismatch("does not name " + sent + " as the one thing shared", "Consent.provision.data"));
        }
        return objections;
    }

    private static boolean only(Stream<Reference> references, String expected) {
        return references.map(SharingTerms::id).toList().equals(List.of(expected));
    }

    private static String id(Reference reference) {
        return new IdType(reference.getReference()).toUnqualifiedVersionless().getValue();
    }

    private static Refusal missing(String message, String element) {
        return Refusal.unprocessable("no-consent", message, element);
    }

    private static Refusal mismatch(String what, String element) {
        return Refusal.unprocessable("consent-mismatch", "The consent " + what + ".", element);
    }
}
