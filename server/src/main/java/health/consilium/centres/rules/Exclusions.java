package health.consilium.centres.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What keeps a service out of a match. */
final class Exclusions {

    private Exclusions() {}

    static List<Reason> of(Wish wish, ReviewService service) {
        List<Reason> reasons = new ArrayList<>();
        if (!service.entry().active()) {
            reasons.add(new Reason(Reason.Code.CAPACITY, Phrase.of("excluded.inactive")));
        }
        if (wish.excluded().contains(service.entry().organization())) {
            reasons.add(new Reason(Reason.Code.EXCLUDED, Phrase.of("excluded.request")));
        }
        if (service.volume(wish.tumour().code()).isEmpty()) {
            reasons.add(new Reason(
                    Reason.Code.VOLUME,
                    new Phrase("excluded.volume", Map.of("tumour", wish.tumour().name()))));
        }
        wish.mode()
                .filter(mode -> !service.modes().contains(mode))
                .ifPresent(mode -> reasons.add(new Reason(
                        Reason.Code.REMOTE,
                        Phrase.of(mode == Mode.REMOTE ? "excluded.remote" : "excluded.in-person"))));
        turnaround(wish, service, reasons);
        return List.copyOf(reasons);
    }

    /** What takes an unknown time has not been seen to take too long. */
    private static void turnaround(Wish wish, ReviewService service, List<Reason> reasons) {
        wish.maxTurnaround().ifPresent(most -> service.turnaround()
                .expected()
                .filter(days -> days.compareTo(most) > 0)
                .ifPresent(days -> reasons.add(new Reason(
                        Reason.Code.TURNAROUND,
                        new Phrase(
                                "excluded.turnaround",
                                Map.of("days", Phrase.days(days), "most", Phrase.days(most)))))));
    }
}
