package health.consilium.access;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Whom a resource is about, and how the trail names it. */
public final class Concerned {

    /** How R4 calls the element that says whom a resource is about. */
    private static final List<String> SUBJECTS = List.of("subject", "patient", "for", "beneficiary");

    private Concerned() {}

    /** The patient of a resource, as a reference; empty where the resource does not say. */
    public static Optional<String> patient(Resource resource) {
        if (resource instanceof Patient) {
            return Optional.of(name(resource));
        }
        return element(resource).flatMap(element -> patient(resource, element));
    }

    /** The element that says so; a Patient has none. */
    static Optional<String> element(Resource resource) {
        return SUBJECTS.stream()
                .filter(element -> patient(resource, element).isPresent())
                .findFirst();
    }

    private static Optional<String> patient(Resource resource, String element) {
        return Optional.ofNullable(resource.getNamedProperty(element)).map(Property::getValues).stream()
                .flatMap(List::stream)
                .filter(Reference.class::isInstance)
                .map(value -> new IdType(((Reference) value).getReference()))
                .filter(id -> "Patient".equals(id.getResourceType()))
                .map(id -> "Patient/" + id.getIdPart())
                .findFirst();
    }

    /** Type and id. */
    public static String name(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** Type, id and, where there is one, version. */
    public static String versioned(Resource resource) {
        String version = resource.getIdElement().getVersionIdPart();
        return version == null ? name(resource) : name(resource) + "/_history/" + version;
    }

    /** Without the version. */
    public static String unversioned(String entity) {
        int history = entity.indexOf("/_history/");
        return history < 0 ? entity : entity.substring(0, history);
    }
}
