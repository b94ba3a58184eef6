package health.consilium.access.emergency;

import health.consilium.fhir.Refusal;
import org.hl7.fhir.r4.model.StringType;

/** What a person has to write down: enough to be understood by another one. */
final class Words {

    private static final int LEAST = 10;
    private static final int MOST = 1000;

    private Words() {}

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static String of(String name, StringType given) {
        String text = given == null || !given.hasValue()
                ? ""
                : given.getValue().replaceAll("\\p{Cntrl}+", " ").strip();
        int length = text.codePointCount(0, text.length());
        if (length < LEAST || length > MOST) {
            throw Refusal.badRequest(
                            "malformed",
                            name + " says in words why, in " + LEAST + " to " + MOST + " characters.",
                            name)
                    .asException();
        }
        return text;
    }
}
