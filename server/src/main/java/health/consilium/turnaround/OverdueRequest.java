package health.consilium.turnaround;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.util.Optional;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $overdue} is asked.
 *
 * @param owner reference of the owner; empty for all
 * @param count Tasks returned at most
 * @param offset Tasks left out at the beginning
 */
record OverdueRequest(Optional<String> owner, int count, int offset) {

    private static final int USUAL_COUNT = 50;
    private static final int GREATEST_COUNT = 200;

    /** @throws RefusedException 400, naming the parameter */
    static OverdueRequest of(Reference owner, IntegerType count, IntegerType offset) {
        return new OverdueRequest(
                Optional.ofNullable(owner).map(OverdueRequest::owner),
                number("count", count, USUAL_COUNT, 1, GREATEST_COUNT),
                number("offset", offset, 0, 0, 1_000_000));
    }

    private static String owner(Reference owner) {
        String type = owner.getReferenceElement().getResourceType();
        if (type == null || !owner.getReferenceElement().hasIdPart()) {
            throw bad("owner", "owner refers to who has the Tasks, such as Organization/1.");
        }
        return type + "/" + owner.getReferenceElement().getIdPart();
    }

    private static int number(String name, IntegerType value, int usual, int least, int greatest) {
        if (value == null || !value.hasValue()) {
            return usual;
        }
        if (value.getValue() < least || value.getValue() > greatest) {
            throw bad(name, name + " is from " + least + " to " + greatest + ".");
        }
        return value.getValue();
    }

    private static RefusedException bad(String parameter, String message) {
        return Refusal.badRequest("malformed", message, "Parameters.parameter.where(name = '" + parameter + "')")
                .asException();
    }
}
