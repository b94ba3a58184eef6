package health.consilium.centres.rules;

import health.consilium.centres.rules.Match.Grade;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A review service as seen by one wish: what it is compared by, and what is said about it. */
final class Candidate {

    private static final BigDecimal UNKNOWN = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Wish wish;
    private final ReviewService service;
    private final Optional<Volume> volume;
    private final LanguageFit language;
    private final Optional<Absence> absence;
    private final List<Reason> exclusions;

    Candidate(Wish wish, ReviewService service) {
        this.wish = wish;
        this.service = service;
        this.volume = service.volume(wish.tumour().code());
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
        return service.turnaround().expected().orElse(UNKNOWN);
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
                .ifPresent(chosen -> reasons.add(new Reason(Reason.Code.CHOSEN, chosen.words())));
        reasons.addAll(List.of(
                new Reason(Reason.Code.VOLUME, volumeWords()),
                new Reason(Reason.Code.TURNAROUND, turnaroundWords()),
                new Reason(Reason.Code.LANGUAGE, language.words()),
                new Reason(Reason.Code.CAPACITY, absence.map(Candidate::away).orElse("Takes cases now")),
                new Reason(Reason.Code.REMOTE, modeWords())));
        return List.copyOf(reasons);
    }

    private String volumeWords() {
        Volume known = volume.orElseThrow();
        String when = known.year().map(year -> "in " + year).orElse("a year");
        String source = known.reported()
                ? "counted in a volume report"
                : "by the centre's own word; without a report it counts half";
        return wish.tumour().label() + ": " + known.perYear() + " patients " + when + ", " + source;
    }

    private String turnaroundWords() {
        Optional<String> promised = service.turnaround().promised().map(BusinessDays::words);
        return service.turnaround()
                .observed()
                .map(observed -> observed.words()
                        + promised.map(words -> ", promises " + words).orElse(""))
                .or(() -> promised.map(words -> "Promises a report within " + words + "; none observed yet"))
                .orElse("No turnaround is known");
    }

    private static String away(Absence absence) {
        String why = absence.why() == null ? "" : " (" + absence.why() + ")";
        String until = absence.until().equals(LocalDate.MAX) ? "for the time being" : "until " + absence.until();
        return "Takes no cases " + until + why;
    }

    private String modeWords() {
        if (!isRemote()) {
            return "Gives the opinion in person only";
        }
        return service.modes().contains(Mode.IN_PERSON)
                ? "Gives the opinion remotely or in person"
                : "Gives the opinion remotely";
    }
}
