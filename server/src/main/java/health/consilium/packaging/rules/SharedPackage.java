package health.consilium.packaging.rules;

import health.consilium.fhir.Documents;
import health.consilium.fhir.Refusal;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.provisionDataComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * What a sharing-consent is about: one package for one centre.
 *
 * @param centre such as {@code Organization/1}
 * @param documentId id of the package's DocumentReference
 * @param data where the consent names it
 */
public record SharedPackage(String centre, String documentId, provisionDataComponent data) {

    private static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/sharing-consent";

    /** Empty for a consent of another kind, or one that does not name exactly one of each. */
    public static Optional<SharedPackage> of(Consent consent) {
        var provision = consent.getProvision();
        if (!consent.getMeta().hasProfile(PROFILE)
                || provision.getActor().size() != 1
                || provision.getData().size() != 1) {
            return Optional.empty();
        }
        IdType centre = id(provision.getActorFirstRep().getReference());
        IdType document = id(provision.getDataFirstRep().getReference());
        return centre.hasIdPart() && document.hasIdPart()
                ? Optional.of(new SharedPackage(
                        centre.toUnqualifiedVersionless().getValue(),
                        document.getIdPart(),
                        provision.getDataFirstRep()))
                : Optional.empty();
    }

    /** Notes the SHA-256 of the package in the consent; refused when the patient's app has seen other bytes. */
    public Optional<Refusal> note(String sha256) {
        Optional<String> seen = sha256();
        if (seen.isPresent() && !seen.get().equals(sha256)) {
            return Optional.of(Refusal.unprocessable(
                    "consent-mismatch",
                    "The package has not the SHA-256 that the consent names; show it to the patient again.",
                    "Consent.provision.data"));
        }
        data.getExtension().removeIf(extension -> Documents.SHA256.equals(extension.getUrl()));
        data.addExtension(new Extension(Documents.SHA256, new StringType(sha256)));
        return Optional.empty();
    }

    public Optional<String> sha256() {
        return Optional.ofNullable(data.getExtensionByUrl(Documents.SHA256))
                .map(extension -> extension.getValue().primitiveValue());
    }

    /** Refuses any change but an end, or an end on another day; and that something else becomes a consent to share. */
    public static Optional<Refusal> change(Consent before, Consent after) {
        if (of(before).isEmpty()) {
            return of(after)
                    .map(shared -> Refusal.unprocessable(
                            "unsupported",
                            "What was no consent to share a package does not become one: send it as a new one.",
                            "Consent"));
        }
        if (before.getStatus() != ConsentState.ACTIVE && after.getStatus() == ConsentState.ACTIVE) {
            return Optional.of(Refusal.unprocessable(
                    "unsupported",
                    "A consent that is not active does not become so again; the patient gives a new one.",
                    "Consent.status"));
        }
        return bare(before).equalsDeep(bare(after))
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        "unsupported",
                        "Of a consent only status and the end of its period change. For anything else the patient gives a"
                                + " new one.",
                        "Consent"));
    }

    /** Whether the package may be read for longer than before. */
    public static boolean isLonger(Consent before, Consent after) {
        if (of(before).isEmpty()) {
            return false;
        }
        Date old = before.getProvision().getPeriod().getEnd();
        Date end = after.getProvision().getPeriod().getEnd();
        return old != null && (end == null || end.after(old));
    }

    private static Consent bare(Consent consent) {
        Consent bare = consent.copy();
        bare.setId((String) null);
        bare.setMeta(null);
        bare.setText(null);
        bare.setStatus(null);
        bare.getProvision().getPeriod().setEnd(null);
        return bare;
    }

    private static IdType id(Reference reference) {
        return new IdType(String.valueOf(reference.getReference()));
    }
}
