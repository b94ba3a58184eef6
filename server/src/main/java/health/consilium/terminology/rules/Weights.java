package health.consilium.terminology.rules;

import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;

/** Weights of the completeness score (policy proposal of the content, {@code Library/checklist-method}). */
public record Weights(double required, double conditional, double question, double recommended) {

    public static Weights of(Library method) {
        Extension scoring = method.getExtensionByUrl(Systems.extension("scoring"));
        if (scoring == null) {
            throw new ContentException("Library/checklist-method has no weights");
        }
        return new Weights(
                number(scoring, "required"),
                number(scoring, "conditionalTrue"),
                number(scoring, "conditionalUnknown"),
                number(scoring, "recommended"));
    }

    private static double number(Extension scoring, String part) {
        return Extensions.part(scoring, part)
                .map(Double::parseDouble)
                .orElseThrow(() -> new ContentException("Library/checklist-method lacks the weight " + part));
    }

    public double of(Strength strength, Truth applies) {
        return switch (strength) {
            case REQUIRED -> required;
            case RECOMMENDED -> recommended;
            case CONDITIONAL -> applies == Truth.TRUE ? conditional : question;
        };
    }
}
