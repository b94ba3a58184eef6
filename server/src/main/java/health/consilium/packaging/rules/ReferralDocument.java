package health.consilium.packaging.rules;

import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Makes the document that a centre reads, profile {@code referral-package}. Documents are listed with their hash; their bytes stay in their Binaries. */
public final class ReferralDocument {

    private static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/referral-package";

    private ReferralDocument() {}

    public static Bundle assemble(ReferralMaterial material, Catalogue catalogue, Stamp stamp) {
        Set<String> cancer = material.request().getReasonReference().stream()
                .map(Reference::getReference)
                .collect(Collectors.toSet());
        Classification classification = new Classification(catalogue, cancer);
        Resource brief = new ReferralBrief(material, classification).composition(stamp.compositionId(), stamp.date());
        return bundle(
                PROFILE,
                Stream.concat(Stream.of(brief), material.entries().stream()).toList(),
                stamp);
    }

    /** A document Bundle of cleaned copies, handling labels on it. */
    static Bundle bundle(String profile, List<Resource> resources, Stamp stamp) {
        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(profile);
        HandlingLabels.all().forEach(bundle.getMeta()::addSecurity);
        bundle.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + stamp.bundleId());
        bundle.setType(Bundle.BundleType.DOCUMENT);
        bundle.setTimestamp(stamp.date());
        Set<String> included = resources.stream().map(Classification::reference).collect(Collectors.toSet());
        resources.forEach(resource -> bundle.addEntry()
                .setFullUrl(stamp.base() + "/" + Classification.reference(resource))
                .setResource(PackageCopy.of(resource, included)));
        return bundle;
    }

    /**
     * What makes one package different from the next.
     *
     * @param base base address of the endpoint, for {@code fullUrl}
     * @param bundleId UUID
     * @param compositionId UUID
     * @param date now
     */
    public record Stamp(String base, String bundleId, String compositionId, Date date) {}
}
