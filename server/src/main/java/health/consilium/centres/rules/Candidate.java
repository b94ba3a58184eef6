package health.consilium.centres.rules;

import health.consilium.centres.rules.Match.Grade;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A review service as seen by one wish: what it is compared by, and what is said about it. */
final class Candidate {

    private static final BigDecimal UNKNOWN = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Wish wish;
    private final ReviewService service;
    private final Optional<Volume> volume;
    private final BigDecimal turnaround;
    private final LanguageFit language;
    private final Optional<Absence> absence;
    private final List<Reason> exclusions;

    Candidate(Wish wish, ReviewService service) {
        this.wish = wish;
        this.service = service;
        this.volume = service.volume(wish.tumour().code());
        this.turnaround = service.turnaround().expected().orElse(UNKNOWN);
        this.language = LanguageFit.of(wish.languages(), service.languages());
        this.absence = service.absence(wish.today());
        this.exclusions = Exclusions.of(wish, service);
    }

    ReviewService service() {
        return service;
    }

    List<Reason> exclusions() {
        return exclusions;
    }

    /** What the volume counts for. */
    int weight() {
        return volume.map(Volume::weight).orElse(0);
    }

    boolean isChosen() {
        return wish.isChosen(service);
    }

    BigDecimal turnaround() {
        return turnaround;
    }

    boolean isObserved() {
        return service.turnaround().observed().isPresent();
    }

    int language() {
        return language.rank();
    }

    boolean takesCases() {
        return absence.isEmpty();
    }

    boolean isRemote() {
        return service.modes().contains(Mode.REMOTE);
    }

    Grade grade() {
        boolean reported = volume.map(Volume::reported).orElse(false);
        long lacking = Stream.of(reported, isObserved(), language.fits(), takesCases())
                .filter(present -> !present)
                .count();
        return lacking == 0 ? Grade.CERTAIN : lacking == 1 ? Grade.PROBABLE : Grade.POSSIBLE;
    }

    /** One reason for each thing that counts, in the order in which it counts. */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        wish.chosen()
                .filter(chosen -> isChosen())
                .ifPresent(chosen -> reasons.add(new Reason(Reason.Code.CHOSEN, chosen.phrase())));
        reasons.addAll(List.of(
                new Reason(Reason.Code.VOLUME, volumePhrase()),
                new Reason(Reason.Code.TURNAROUND, turnaroundPhrase()),
                new Reason(Reason.Code.LANGUAGE, language.phrase()),
                new Reason(Reason.Code.CAPACITY, absence.map(Candidate::away).orElse(Phrase.of("capacity.now"))),
                new Reason(Reason.Code.REMOTE, modePhrase())));
        return List.copyOf(reasons);
    }

    private Phrase volumePhrase() {
        Volume known = volume.orElseThrow();
        return new Phrase(
                known.reported() ? "volume.reported" : "volume.stated",
                Map.of(
                        "tumour",
                        wish.tumour().name(),
                        "patients",
                        known.perYear(),
                        "when",
                        known.year()
                                .map(year -> new Phrase("volume.in", Map.of("year", year.toString())))
                                .orElse(Phrase.of("volume.yearly"))));
    }

    private Phrase turnaroundPhrase() {
        Optional<BigDecimal> promised = service.turnaround().promised();
        return service.turnaround()
                .observed()
                .map(observed -> observed.phrase(promised))
                .or(() ->
                        promised.map(days -> new Phrase("turnaround.promised", Map.of("promised", Phrase.days(days)))))
                .orElse(Phrase.of("turnaround.unknown"));
    }

    private static Phrase away(Absence absence) {
        Object why = absence.why() == null ? "" : new Phrase("capacity.why", Map.of("why", absence.why()));
        return absence.until().equals(LocalDate.MAX)
                ? new Phrase("capacity.away", Map.of("why", why))
                : new Phrase("capacity.until", Map.of("until", absence.until().toString(), "why", why));
    }

    private Phrase modePhrase() {
        if (!isRemote()) {
            return Phrase.of("mode.in-person");
        }
        return Phrase.of(service.modes().contains(Mode.IN_PERSON) ? "mode.both" : "mode.remote");
    }
}
