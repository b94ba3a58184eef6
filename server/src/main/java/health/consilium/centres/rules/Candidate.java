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

    private static final BigDecimal LONGEST = BigDecimal.valueOf(366);

    /** Days that are looked ahead where no turnaround is known. */
    private static final int USUAL_DAYS = 30;

    private final Wish wish;
    private final ReviewService service;
    private final Optional<Volume> volume;
    private final BigDecimal turnaround;
    private final LanguageFit language;
    private final Optional<Absence> noNewCases;
    private final Optional<Absence> closed;
    private final List<Reason> exclusions;

    Candidate(Wish wish, ReviewService service) {
        this.wish = wish;
        this.service = service;
        this.volume = service.volume(wish.tumour().code());
        this.turnaround = service.turnaround().expected().orElse(UNKNOWN);
        this.language = LanguageFit.of(wish.languages(), service.languages());
        this.noNewCases = service.absences().noNewCasesOn(wish.today());
        this.closed = service.absences().closedOn(wish.today());
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

    /** Today. */
    boolean takesCases() {
        return noNewCases.isEmpty() && closed.isEmpty();
    }

    /** Today, or as soon as it is open again. */
    boolean canBeOffered() {
        return noNewCases.isEmpty() && closed.filter(Absence::isOpenEnded).isEmpty();
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
        reasons.add(new Reason(Reason.Code.VOLUME, volumePhrase()));
        reasons.add(new Reason(Reason.Code.TURNAROUND, turnaroundPhrase()));
        reasons.add(new Reason(Reason.Code.LANGUAGE, language.phrase()));
        noNewCases
                .map(absence -> away("capacity", absence))
                .or(() -> closed.isEmpty() ? Optional.of(Phrase.of("capacity.now")) : Optional.empty())
                .ifPresent(phrase -> reasons.add(new Reason(Reason.Code.CAPACITY, phrase)));
        closedPhrase().ifPresent(phrase -> reasons.add(new Reason(Reason.Code.CLOSED, phrase)));
        reasons.add(new Reason(Reason.Code.REMOTE, modePhrase()));
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

    /** Days without any work, today or before a report of a case that is sent today is expected. */
    private Optional<Phrase> closedPhrase() {
        return closed.map(absence -> away("closed", absence)).or(() -> service.absences()
                .closedBetween(wish.today(), expected())
                .map(absence -> absence.isOpenEnded()
                        ? new Phrase("closed.begins", dates(absence))
                        : new Phrase("closed.from", dates(absence))));
    }

    private LocalDate expected() {
        return service.turnaround()
                .expected()
                .map(days -> wish.today().plusDays(BusinessDays.onTheCalendar(days.min(LONGEST))))
                .orElse(wish.today().plusDays(USUAL_DAYS));
    }

    private static Phrase away(String what, Absence absence) {
        return new Phrase(absence.isOpenEnded() ? what + ".away" : what + ".until", dates(absence));
    }

    private static Map<String, Object> dates(Absence absence) {
        return Map.of(
                "from",
                absence.from().toString(),
                "until",
                absence.until().toString(),
                "why",
                absence.why() == null ? "" : new Phrase("capacity.why", Map.of("why", absence.why())));
    }

    private Phrase modePhrase() {
        if (!isRemote()) {
            return Phrase.of("mode.in-person");
        }
        return Phrase.of(service.modes().contains(Mode.IN_PERSON) ? "mode.both" : "mode.remote");
    }
}
