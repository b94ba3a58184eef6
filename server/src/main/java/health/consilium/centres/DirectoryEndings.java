package health.consilium.centres;

import health.consilium.centres.rules.DirectoryRow;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;

/**
 * What an earlier file loaded and this one has no more: services of its centres, and specialists of its services. Of a centre that
 * the file does not name at all nothing ends, since a file may be about one centre; nor does what was entered by hand.
 */
final class DirectoryEndings {

    private static final String REVIEW_SERVICE = FhirPackage.CANONICAL + "/sid/review-service";
    private static final int AT_A_TIME = 500;

    private final FhirStore store;
    private final Set<String> kept;

    /** @param kept references of what this file has */
    DirectoryEndings(FhirStore store, Set<String> kept) {
        this.store = store;
        this.kept = kept;
    }

    /** As they are to be stored: inactive. */
    List<Resource> of(List<DirectoryRow> rows) {
        List<HealthcareService> services = services(rows.stream()
                .map(row -> "Organization/" + row.centre().code())
                .distinct()
                .toList());
        List<String> theirs = Stream.concat(
                        rows.stream().map(row -> row.service().code()),
                        services.stream().map(DirectoryEndings::id))
                .map(id -> "HealthcareService/" + id)
                .distinct()
                .toList();
        List<Resource> ended = new ArrayList<>(services);
        ended.addAll(specialists(theirs));
        return ended;
    }

    private List<HealthcareService> services(List<String> centres) {
        return search(HealthcareService.class, "organization", centres).stream()
                .filter(service -> service.getActive() && !kept.contains("HealthcareService/" + id(service)))
                .filter(service -> service.getIdentifier().stream().anyMatch(DirectoryEndings::isOfAFile))
                .map(service -> service.copy().setActive(false))
                .toList();
    }

    private static boolean isOfAFile(Identifier identifier) {
        return REVIEW_SERVICE.equals(identifier.getSystem());
    }

    /** Role and person have the same id, which is of this service alone. */
    private List<Resource> specialists(List<String> services) {
        List<Resource> ended = new ArrayList<>();
        for (PractitionerRole role : search(PractitionerRole.class, "service", services)) {
            String id = id(role);
            if (DirectoryResources.isSpecialistId(id) && !kept.contains("PractitionerRole/" + id) && role.getActive()) {
                ended.add(role.copy().setActive(false));
                store.find(Practitioner.class, id)
                        .map(person -> person.copy().setActive(false))
                        .ifPresent(ended::add);
            }
        }
        return ended;
    }

    private <T extends Resource> List<T> search(Class<T> type, String parameter, List<String> references) {
        List<T> found = new ArrayList<>();
        for (int from = 0; from < references.size(); from += AT_A_TIME) {
            Collection<T> some = store.search(FhirQuery.of(type)
                    .where(parameter, references.subList(from, Math.min(from + AT_A_TIME, references.size()))));
            found.addAll(some);
        }
        return found;
    }

    private static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }
}
