package health.consilium.opinion.rules;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A report as a centre sends it, with ids of our own and the links between its parts drawn anew; whatever the centre had in
 * {@code meta} but profiles is gone.
 *
 * @param resources all parts, each after those that it refers to
 * @param places by the id of a part, the FHIRPath at which it was sent
 */
public record ReceivedReport(List<Resource> resources, Map<String, String> places) {

    /** What an opinion may consist of. Everything but the report itself is a proposal to the treating oncologist. */
    public static final Set<String> TYPES = Set.of(
            "Composition",
            "CarePlan",
            "RequestGroup",
            "MedicationRequest",
            "ServiceRequest",
            "Observation",
            "DocumentReference",
            "Binary");

    /**
     * @param received a Bundle, DocumentReference or Binary
     * @param ids gives a new id at each call
     */
    public static ReceivedReport of(Resource received, Supplier<String> ids) {
        Map<String, String> links = new HashMap<>();
        Map<String, String> places = new HashMap<>();
        List<Resource> parts = new ArrayList<>();
        List<BundleEntryComponent> entries = entries(received);
        for (int i = 0; i < entries.size(); i++) {
            BundleEntryComponent entry = entries.get(i);
            if (!entry.hasResource()) {
                continue;
            }
            Resource part = entry.getResource().copy();
            String reference = part.fhirType() + "/" + ids.get();
            if (entry.hasFullUrl()) {
                links.put(entry.getFullUrl(), reference);
            }
            if (part.getIdElement().hasIdPart() && !part.getId().startsWith("urn:")) {
                links.put(part.fhirType() + "/" + part.getIdElement().getIdPart(), reference);
            }
            part.setId(reference);
            part.setMeta(profiles(part.getMeta()));
            parts.add(part);
            places.put(reference, received instanceof Bundle ? "Bundle.entry[" + i + "].resource" : part.fhirType());
        }
        parts.forEach(part -> relink(part, links));
        return new ReceivedReport(inOrder(parts), places);
    }

    private static List<BundleEntryComponent> entries(Resource received) {
        return received instanceof Bundle bundle
                ? bundle.getEntry()
                : List.of(new BundleEntryComponent().setResource(received));
    }

    /** FHIRPath of a part as it was sent; of one that was added here, its type. */
    public String place(Resource part) {
        return places.getOrDefault(part.getId(), part.fhirType());
    }

    private static Meta profiles(Meta meta) {
        Meta kept = new Meta();
        meta.getProfile().stream().map(PrimitiveType::getValue).forEach(kept::addProfile);
        return kept;
    }

    private static void relink(Resource part, Map<String, String> links) {
        references(part).forEach(reference -> {
            String target = links.get(reference.getReference());
            if (target != null) {
                reference.setReference(target);
                reference.setResource(null);
            }
        });
        if (part instanceof DocumentReference document) {
            document.getContent().stream()
                    .map(DocumentReference.DocumentReferenceContentComponent::getAttachment)
                    .filter(Attachment::hasUrl)
                    .forEach(attachment ->
                            attachment.setUrl(links.getOrDefault(attachment.getUrl(), attachment.getUrl())));
        }
    }

    /** Storage wants to find what is referred to. */
    private static List<Resource> inOrder(List<Resource> parts) {
        Map<String, Resource> byReference = new HashMap<>();
        parts.forEach(part -> byReference.put(part.getId(), part));
        Set<Resource> ordered = new LinkedHashSet<>();
        parts.forEach(part -> visit(part, byReference, ordered, new LinkedHashSet<>()));
        return List.copyOf(ordered);
    }

    private static void visit(
            Resource part, Map<String, Resource> byReference, Set<Resource> ordered, Set<Resource> under) {
        if (!under.add(part)) {
            return;
        }
        Stream.concat(references(part).stream().map(Reference::getReference), urls(part))
                .map(byReference::get)
                .filter(target -> target != null && !ordered.contains(target))
                .forEach(target -> visit(target, byReference, ordered, under));
        ordered.add(part);
    }

    private static Stream<String> urls(Resource part) {
        return part instanceof DocumentReference document
                ? document.getContent().stream()
                        .map(content -> content.getAttachment().getUrl())
                : Stream.empty();
    }

    private static List<Reference> references(Resource part) {
        return FhirContext.forR4Cached().newTerser().getAllPopulatedChildElementsOfType(part, Reference.class);
    }

    /** References that lead out of the report. */
    public Set<String> outward() {
        Set<String> own = new LinkedHashSet<>();
        resources.forEach(part -> own.add(part.getId()));
        Set<String> outward = new LinkedHashSet<>();
        resources.stream()
                .flatMap(part -> references(part).stream())
                .map(Reference::getReference)
                .filter(reference -> reference != null && !reference.startsWith("#"))
                .map(reference ->
                        new IdType(reference).toUnqualifiedVersionless().getValue())
                .filter(reference -> !own.contains(reference))
                .forEach(outward::add);
        return outward;
    }

    public Optional<Composition> opinion() {
        return all(Composition.class).findFirst();
    }

    public List<DocumentReference> documents() {
        return all(DocumentReference.class).toList();
    }

    public Optional<Binary> binary(String reference) {
        return all(Binary.class)
                .filter(binary -> binary.getId().equals(reference))
                .findFirst();
    }

    /** Binaries that no DocumentReference of the report stands for. */
    public List<Binary> bareBinaries() {
        Set<String> named = new LinkedHashSet<>();
        documents().forEach(document -> urls(document).forEach(named::add));
        return all(Binary.class)
                .filter(binary -> !named.contains(binary.getId()))
                .toList();
    }

    private <T extends Resource> Stream<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }
}
