package health.consilium.fhir;

import org.hl7.fhir.r4.model.IntegerType;

/**
 * Which part of a list an operation is asked for.
 *
 * @param count how many at most
 * @param offset how many to leave out at the beginning
 */
public record ListPage(int count, int offset) {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LAST = 1_000_000;

    /** @throws RefusedException 400, naming the parameter */
    public static ListPage of(IntegerType count, IntegerType offset) {
        return new ListPage(number("count", count, USUAL, 1, MOST), number("offset", offset, 0, 0, LAST));
    }

    private static int number(String name, IntegerType value, int usual, int least, int most) {
        if (value == null || !value.hasValue()) {
            return usual;
        }
        if (value.getValue() < least || value.getValue() > most) {
            throw Refusal.badRequest("malformed", name + " is from " + least + " to " + most + ".", name)
                    .asException();
        }
        return value.getValue();
    }
}
