package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Category;
import java.util.Optional;

/** Which gap an unmet item is ({@code CodeSystem/gap-code}). */
final class GapCode {
    private GapCode() {}

    static Optional<String> of(ItemResult result) {
        return switch (result.status()) {
            case MET, WAIVED, QUESTION -> Optional.empty();
            case STALE -> Optional.of("stale");
            case ILLEGIBLE -> Optional.of("illegible");
            case NOT_TRANSLATED -> Optional.of("untranslated");
            case MISSING, PARTIAL -> Optional.of(byContent(result));
        };
    }

    private static String byContent(ItemResult result) {
        Acceptance acceptance = result.item().acceptance();
        if (acceptance instanceof Acceptance.Translations) {
            return "untranslated";
        }
        if (acceptance instanceof Acceptance.Slides || acceptance instanceof Acceptance.Blocks) {
            return "inadequate-tissue";
        }
        boolean partial = result.status() == RequirementStatus.PARTIAL;
        if (partial && (acceptance instanceof Acceptance.Imaging || acceptance instanceof Acceptance.DicomSet)) {
            return "incomplete-imaging";
        }
        return result.item().requirement().category() == Category.MOLECULAR ? "missing-molecular" : "missing";
    }
}
