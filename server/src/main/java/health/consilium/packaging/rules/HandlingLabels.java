package health.consilium.packaging.rules;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;

/** How a recipient is to handle a package: v3-ActCode, no redisclosure without consent, delete after use. */
public final class HandlingLabels {

    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private HandlingLabels() {}

    public static List<Coding> all() {
        return List.of(new Coding(ACT_CODE, "NORDSCLCD", null), new Coding(ACT_CODE, "DELAU", null));
    }
}
