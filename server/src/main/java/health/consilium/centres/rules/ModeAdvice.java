package health.consilium.centres.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which delivery mode is advised, and why. An opinion is given on records, so that a journey needs a reason: a wish. Where the
 * patient is not fit to travel, no journey is offered, whatever was wished.
 *
 * @param offered the modes that can be offered at all, the advised one first
 */
public record ModeAdvice(Mode advised, List<Mode> offered, List<Why> reasons) {

    /** Performance status from which on a patient is in bed or a chair for more than half of the day. */
    private static final int UNFIT = 3;

    /** {@code CodeSystem/mode-reason}. */
    public enum Code {
        WISH,
        UNFIT_TO_TRAVEL,
        NO_CENTRE,
        RECORDS_SUFFICE;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public record Why(Code code, Phrase phrase) {}

    /**
     * @param wish mode that the request asks for
     * @param performance latest ECOG performance status, 0 to 5
     */
    public record Facts(Optional<Mode> wish, Optional<Integer> performance) {}

    /** @param centres modes that the centres with experience offer */
    public static ModeAdvice of(Facts facts, List<Mode> centres) {
        boolean unfit = facts.performance().filter(status -> status >= UNFIT).isPresent();
        List<Why> reasons = new ArrayList<>();
        if (unfit) {
            reasons.add(new Why(
                    Code.UNFIT_TO_TRAVEL,
                    new Phrase(
                            "advice.unfit-to-travel",
                            Map.of("status", facts.performance().get().toString()))));
            return new ModeAdvice(Mode.REMOTE, only(centres, Mode.REMOTE), reasons);
        }
        Mode advised = facts.wish().orElse(Mode.REMOTE);
        if (!centres.contains(advised) && !centres.isEmpty()) {
            advised = other(advised);
            reasons.add(new Why(
                    Code.NO_CENTRE,
                    Phrase.of("advice.no-centre." + other(advised).code())));
        } else if (facts.wish().isPresent()) {
            reasons.add(new Why(Code.WISH, Phrase.of("advice.wish." + advised.code())));
        } else {
            reasons.add(new Why(Code.RECORDS_SUFFICE, Phrase.of("advice.records-suffice")));
        }
        List<Mode> offered = new ArrayList<>(only(centres, advised));
        offered.addAll(only(centres, other(advised)));
        return new ModeAdvice(advised, List.copyOf(offered), reasons);
    }

    private static List<Mode> only(List<Mode> centres, Mode mode) {
        return centres.contains(mode) ? List.of(mode) : List.of();
    }

    private static Mode other(Mode mode) {
        return mode == Mode.REMOTE ? Mode.IN_PERSON : Mode.REMOTE;
    }
}
