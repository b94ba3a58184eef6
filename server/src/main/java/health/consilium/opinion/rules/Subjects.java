package health.consilium.opinion.rules;

import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * An opinion on one patient must not end with another. What names no patient gets the referral's; what names one, by reference
 * or by a record number, must mean the same.
 */
public final class Subjects {

    private Subjects() {}

    /** Writes the patient into a part of the report, unless it is somebody else's. */
    public static Optional<Refusal> write(Resource part, Patient patient) {
        Property subject = part.getNamedProperty("subject");
        if (subject == null) {
            return Optional.empty();
        }
        List<Reference> named = subject.getValues().stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
        if (named.stream().anyMatch(reference -> !means(reference, patient))) {
            return Optional.of(Refusal.unprocessable(
                    "dangling-reference",
                    "This " + part.fhirType() + " is about another patient than the referral. Nothing was stored.",
                    part.fhirType() + ".subject"));
        }
        part.setProperty(
                "subject", new Reference("Patient/" + patient.getIdElement().getIdPart()));
        return Optional.empty();
    }

    private static boolean means(Reference reference, Patient patient) {
        if (reference.hasReference()) {
            IdType id = new IdType(reference.getReference());
            return "Patient".equals(id.getResourceType())
                    && patient.getIdElement().getIdPart().equals(id.getIdPart());
        }
        return !reference.hasIdentifier() || patient.getIdentifier().stream().anyMatch(known -> same(known, reference));
    }

    private static boolean same(Identifier known, Reference reference) {
        return String.valueOf(known.getSystem())
                        .equals(String.valueOf(reference.getIdentifier().getSystem()))
                && String.valueOf(known.getValue())
                        .equals(reference.getIdentifier().getValue());
    }
}
