package health.consilium.access.emergency;

import health.consilium.fhir.Refusal;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.StringType;

/**
 * What {@code $review-emergency} is asked to record.
 *
 * @param justified whether it was an emergency, and no more was read than it asked for
 * @param note why
 */
record ReviewRequest(UUID id, boolean justified, String note) {

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static ReviewRequest of(StringType id, BooleanType justified, StringType note) {
        if (justified == null || !justified.hasValue()) {
            throw Refusal.badRequest("malformed", "justified is true or false.", "justified")
                    .asException();
        }
        return new ReviewRequest(id(id), justified.booleanValue(), Words.of("note", note));
    }

    private static UUID id(StringType id) {
        try {
            return UUID.fromString(id == null || !id.hasValue() ? "" : id.getValue());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("malformed", "id is that of the emergency, as $emergencies lists it.", "id")
                    .asException();
        }
    }
}
