package health.consilium.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Whom a resource is about, and how the trail names it. */
public final class Concerned {

    /** How R4 calls the element that says whom a resource is about. */
    static final List<String> SUBJECTS = List.of("subject", "patient", "for", "beneficiary");

    private Concerned() {}

    /** The patient of a resource, as a reference; empty where the resource does not say. */
    public static Optional<String> patient(Resource resource) {
        if (resource instanceof Patient) {
            return Optional.of(name(resource));
        }
        return SUBJECTS.stream()
                .map(resource::getNamedProperty)
                .filter(property -> property != null && property.hasValues())
                .map(Property::getValues)
                .map(values -> values.get(0))
                .flatMap(Concerned::reference)
                .findFirst();
    }

    private static Stream<String> reference(Base value) {
        if (!(value instanceof Reference reference) || !reference.hasReference()) {
            return Stream.empty();
        }
        IdType id = new IdType(reference.getReference());
        return "Patient".equals(id.getResourceType()) ? Stream.of("Patient/" + id.getIdPart()) : Stream.empty();
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
