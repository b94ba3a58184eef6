package health.consilium.centres.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a line of an estimate or price list is for ({@code CodeSystem/cost-line}). */
public enum CostLine {
    REVIEW(true, "Specialist review and written opinion"),
    SLIDE_REREAD(true, "Second reading of pathology slides"),
    IMAGE_REREAD(true, "Second reading of images"),
    TRANSLATION_PAGE(false, "Translation and verification, by the page"),
    INTERPRETER(false, "Interpreter in a teleconsultation"),
    COORDINATION(false, "Work of the coordination desk");

    private final boolean ofCentre;
    private final String words;

    CostLine(boolean ofCentre, String words) {
        this.ofCentre = ofCentre;
        this.words = words;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }

    /** Whether it is the centre's work; else it is that of the coordination desk. */
    boolean isOfCentre() {
        return ofCentre;
    }

    public static Optional<CostLine> of(String code) {
        return Stream.of(values()).filter(line -> line.code().equals(code)).findFirst();
    }
}
