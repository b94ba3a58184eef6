package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Writes the labels of what clients send; what they sent in their place is dropped. */
@Component
public class CaseLabels {

    private static final String CASE = CaseLabels.class.getName() + ".case";

    private final ObjectProvider<CaseLocator> locator;

    CaseLabels(ObjectProvider<CaseLocator> locator) {
        this.locator = locator;
    }

    /** The case that what is under way is about, for all of its entries. */
    public static void assign(RequestDetails request, String caseNumber) {
        request.getUserData().put(CASE, caseNumber);
    }

    /** Before a transaction, because one request may have several: HAPI makes one of each entry of a batch. */
    static void assignNone(RequestDetails request) {
        request.getUserData().remove(CASE);
    }

    public static Optional<String> assigned(RequestDetails request) {
        return Optional.ofNullable((String) request.getUserData().get(CASE));
    }

    void write(Resource resource, Caller caller, RequestDetails request) {
        strip(resource);
        if (Permissions.isPublic(resource.fhirType())) {
            return;
        }
        if (Compartment.isOfCases(resource.fhirType())) {
            assigned(request)
                    .map(Compartment::ofCase)
                    .map(List::of)
                    .orElseGet(() -> locator.getObject().labelsOf(resource))
                    .stream()
                    // What a centre sends is part of its opinion, and not the patient's before delivery.
                    .map(label -> caller.is(Role.CENTRE) ? Compartment.heldBack(label) : label)
                    .forEach(label -> add(resource, label));
        }
        caller.contributorLabel().ifPresent(label -> add(resource, label));
    }

    void keep(Resource before, Resource after) {
        strip(after);
        Compartment.labels(before).forEach(label -> add(after, label));
    }

    private static void add(Resource resource, Coding label) {
        resource.getMeta().addSecurity(label.copy());
    }

    private static void strip(Resource resource) {
        resource.getMeta().getSecurity().removeIf(coding -> Compartment.SYSTEM.equals(coding.getSystem()));
    }
}
