package health.consilium.terminology.rules;

import org.hl7.fhir.r4.model.Coding;

/** A code of a code system; displays do not count. */
public record Code(String system, String code) {

    public static Code of(Coding coding) {
        return new Code(coding.getSystem(), coding.getCode());
    }

    @Override
    public String toString() {
        return system + "|" + code;
    }
}
