package health.consilium.packaging.rules;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as it leaves the house: without the server's labels and versions, without the numbers by which two centres could
 * find out that they work on the same case, and without references to what the package does not hold.
 */
final class PackageCopy {

    private static final String COMPARTMENT = "https://w3id.org/consilium/fhir/CodeSystem/compartment";
    private static final Set<String> INTERNAL = Set.of(
            "https://w3id.org/consilium/fhir/sid/case-number",
            "https://w3id.org/consilium/fhir/sid/referral-number",
            "https://w3id.org/consilium/fhir/sid/gap");

    private PackageCopy() {}

    /**
     * @param included references ({@code Type/id}) of all that the package holds
     */
    static Resource of(Resource resource, Set<String> included) {
        Resource copy = resource.copy();
        copy.setId(new IdType(resource.fhirType(), resource.getIdElement().getIdPart()));
        copy.setMeta(meta(resource.getMeta()));
        var terser = FhirContext.forR4Cached().newTerser();
        terser.getAllPopulatedChildElementsOfType(copy, Identifier.class).stream()
                .filter(identifier -> INTERNAL.contains(identifier.getSystem()))
                .forEach(identifier -> identifier.setSystem(null).setValue(null).setType(null));
        terser.getAllPopulatedChildElementsOfType(copy, Reference.class).stream()
                .filter(reference -> reference.hasReference() && !isKept(reference, included))
                .forEach(PackageCopy::forget);
        return copy;
    }

    private static boolean isKept(Reference reference, Set<String> included) {
        IdType id = new IdType(reference.getReference());
        return id.isLocal()
                || "Binary".equals(id.getResourceType())
                || included.contains(id.toUnqualifiedVersionless().getValue());
    }

    private static void forget(Reference reference) {
        reference.setReference(null);
        reference.setResource(null);
        if (!reference.hasDisplay() && !reference.hasIdentifier()) {
            reference.setType(null);
        }
    }

    private static Meta meta(Meta meta) {
        Meta kept = new Meta();
        meta.getProfile().forEach(profile -> kept.addProfile(profile.getValue()));
        meta.getTag().forEach(tag -> kept.addTag(tag.copy()));
        meta.getSecurity().stream()
                .filter(label -> !COMPARTMENT.equals(label.getSystem()))
                .map(Coding::copy)
                .forEach(kept::addSecurity);
        return kept;
    }
}
