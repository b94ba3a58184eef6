package health.consilium.completeness.rules;

import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** From which sides a projection was taken: mammograms and other radiographs. */
final class ViewChecks {
    private static final Pattern VIEW = Pattern.compile("\\b(cc|mlo)\\b|([lr])(cc|mlo)\\b");
    private static final Pattern LEFT = Pattern.compile("\\b(l|left|lcc|lmlo)\\b");
    private static final Pattern RIGHT = Pattern.compile("\\b(r|right|rcc|rmlo)\\b");

    private ViewChecks() {}

    static Outcome views(Check check, Asked asked) {
        Set<String> found = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Optional<String> view = view(series);
            view.ifPresent(found::add);
            allTold &= view.isPresent();
        }
        return Outcome.lacking(check.values(), found, allTold, "views");
    }

    private static Optional<String> view(SeriesFacts series) {
        var words = VIEW.matcher(series.words());
        String view = series.tells("ViewPosition")
                ? series.values("ViewPosition").get(0).toUpperCase(Locale.ROOT)
                : words.find()
                        ? (words.group(1) != null ? words.group(1) : words.group(3)).toUpperCase(Locale.ROOT)
                        : "";
        String side = series.tells("ImageLaterality")
                ? series.values("ImageLaterality").get(0)
                : LEFT.matcher(series.words()).find()
                        ? "L"
                        : RIGHT.matcher(series.words()).find() ? "R" : "";
        return view.isEmpty() || side.isEmpty() ? Optional.empty() : Optional.of(view + "-" + side);
    }

    static Outcome distinctViews(Check check, Asked asked) {
        for (String keyword : check.attributes()) {
            if (asked.study().distinct(keyword).size() >= check.number().intValue()) {
                return Outcome.PASSED;
            }
        }
        return asked.study().allTell("ViewPosition") ? Outcome.failed("one view only") : Outcome.UNKNOWN;
    }
}
