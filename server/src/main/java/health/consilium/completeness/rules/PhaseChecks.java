package health.consilium.completeness.rules;

import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which phases of contrast the series of a study are of. */
final class PhaseChecks {
    private static final Pattern NEPHROGRAPHIC = Pattern.compile("nephro");

    private PhaseChecks() {}

    static Outcome phases(Check check, Asked asked) {
        Set<String> found = new LinkedHashSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Optional<String> phase = phase(check, series.words());
            phase.ifPresent(found::add);
            allTold &= !series.words().isBlank();
        }
        return Outcome.lacking(check.values(), found, allTold, "phases");
    }

    /** A series is of one phase, the first that its words fit: "late arterial" is not delayed. */
    private static Optional<String> phase(Check check, String words) {
        Pattern any = check.patterns().get("phaseRegex");
        if (any != null) {
            return any.matcher(words).find()
                    ? Optional.of(NEPHROGRAPHIC.matcher(words).find() ? "nephrographic" : "excretory")
                    : Optional.empty();
        }
        return check.values().stream()
                .filter(check.patterns()::containsKey)
                .filter(p -> check.patterns().get(p).matcher(words).find())
                .findFirst();
    }

    static Outcome distinctPhases(Check check, Asked asked) {
        Pattern phase = check.patterns().get("phaseRegex");
        Set<String> phases = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            var matcher = phase.matcher(series.words());
            if (matcher.find()) {
                phases.add(matcher.group().toLowerCase(Locale.ROOT));
            }
            allTold &= !series.words().isBlank();
        }
        if (phases.size() >= check.number().intValue()) {
            return Outcome.PASSED;
        }
        return allTold
                ? Outcome.failed("only " + phases.size() + " contrast phase(s), " + check.number() + " are asked for")
                : Outcome.UNKNOWN;
    }
}
