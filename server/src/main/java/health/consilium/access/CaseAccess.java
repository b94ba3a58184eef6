package health.consilium.access;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Lets operations read what the caller named, if the caller may see it. */
@Component
public class CaseAccess {

    private final FhirStore store;
    private final Visibilities visibilities;

    CaseAccess(FhirStore store, Visibilities visibilities) {
        this.store = store;
        this.visibilities = visibilities;
    }

    /**
     * The resource, for a caller who may see it. To every other caller it does not exist.
     *
     * @throws health.consilium.fhir.RefusedException 404
     */
    public <T extends Resource> T require(Class<T> type, String reference) {
        IdType id = new IdType(reference);
        String name = type.getSimpleName();
        return store.find(type, id.getIdPart())
                .filter(resource ->
                        !id.hasResourceType() || id.getResourceType().equals(resource.fhirType()))
                .filter(resource -> visibilities.ofCurrentCaller().sees(resource))
                .orElseThrow(() -> Refusal.notFound("There is no " + name + "/" + id.getIdPart() + " for you.")
                        .asException());
    }

    /** Those of the resources that the caller may see, by one look-up of the caller's grants. */
    public <T extends Resource> List<T> visible(Collection<T> resources) {
        Visibility visibility = visibilities.ofCurrentCaller();
        return resources.stream().filter(visibility::sees).toList();
    }

    public boolean sees(Resource resource) {
        return visibilities.ofCurrentCaller().sees(resource);
    }

    /** Whether somebody who does not call now may see the resource now: before a message about it is sent. */
    public boolean wouldSee(Caller somebody, Resource resource) {
        return visibilities.of(somebody).sees(resource);
    }
}
