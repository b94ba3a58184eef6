package health.consilium.turnaround;

import health.consilium.fhir.ListPage;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.util.Optional;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $overdue} is asked.
 *
 * @param owner reference of the owner; empty for all
 * @param page which of them
 */
record OverdueRequest(Optional<String> owner, ListPage page) {

    /** @throws RefusedException 400, naming the parameter */
    static OverdueRequest of(Reference owner, IntegerType count, IntegerType offset) {
        return new OverdueRequest(Optional.ofNullable(owner).map(OverdueRequest::owner), ListPage.of(count, offset));
    }

    private static String owner(Reference owner) {
        String type = owner.getReferenceElement().getResourceType();
        if (type == null || !owner.getReferenceElement().hasIdPart()) {
            throw Refusal.badRequest("malformed", "owner refers to who has the Tasks, such as Organization/1.", "owner")
                    .asException();
        }
        return type + "/" + owner.getReferenceElement().getIdPart();
    }
}
