package health.consilium.centres.rules;

import java.util.ArrayList;
import java.util.List;

/** What keeps a service out of a match. */
final class Exclusions {

    private Exclusions() {}

    static List<Reason> of(Wish wish, ReviewService service) {
        List<Reason> reasons = new ArrayList<>();
        if (!service.entry().active()) {
            reasons.add(new Reason(Reason.Code.CAPACITY, "The service or its centre is not active"));
        }
        if (wish.excluded().contains(service.entry().organization())) {
            reasons.add(new Reason(Reason.Code.EXCLUDED, "The centre was left out on request"));
        }
        if (service.volume(wish.tumour().code()).isEmpty()) {
            reasons.add(new Reason(
                    Reason.Code.VOLUME,
                    wish.tumour().label() + ": the centre reports no patients with this tumour type"));
        }
        wish.mode()
                .filter(mode -> !service.modes().contains(mode))
                .ifPresent(mode -> reasons.add(new Reason(
                        Reason.Code.REMOTE,
                        mode == Mode.REMOTE ? "Does not work remotely" : "Does not give opinions in person")));
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
                        "Takes " + BusinessDays.words(days) + ", more than the " + BusinessDays.words(most)
                                + " asked for"))));
    }
}
