package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Absences;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Turnaround;
import health.consilium.centres.rules.ReviewService.Volume;
import health.consilium.terminology.rules.Designations;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services and wishes that differ from a usual one only in what a test says. */
final class MatchWorld {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private MatchWorld() {}

    static ServiceBuilder service(String organization) {
        return new ServiceBuilder(organization);
    }

    static WishBuilder wish() {
        return new WishBuilder();
    }

    static List<String> ids(Match match) {
        return match.standings().stream()
                .map(standing -> id(standing.service()))
                .toList();
    }

    static String id(ReviewService service) {
        return service.entry().organization();
    }

    static final class WishBuilder {
        private Mode mode;
        private String within;
        private String without = "none";
        private String chosen;

        WishBuilder mode(Mode wanted) {
            mode = wanted;
            return this;
        }

        WishBuilder within(String days) {
            within = days;
            return this;
        }

        WishBuilder without(String organization) {
            without = organization;
            return this;
        }

        WishBuilder chosen(String service) {
            chosen = service;
            return this;
        }

        Wish build() {
            return new Wish(
                    new Wish.Tumour("breast", new Designations("Breast cancer", Map.of())),
                    Optional.ofNullable(mode),
                    List.of("hi", "en"),
                    Optional.ofNullable(within).map(BigDecimal::new),
                    Set.of(without),
                    Optional.ofNullable(chosen).map(service -> new Wish.Chosen(service, Phrase.of("mode.both"))),
                    TODAY);
        }
    }

    static final class ServiceBuilder {
        private final String organization;
        private String name = "Centre";
        private boolean active = true;
        private int volume = 640;
        private boolean reported = true;
        private String promised = "6";
        private String observed = "5";
        private String language = "en";
        private Set<Mode> modes = Set.of(Mode.REMOTE, Mode.IN_PERSON);
        private Absences absences = Absences.NONE;

        ServiceBuilder(String organization) {
            this.organization = organization;
        }

        ServiceBuilder named(String shown) {
            name = shown;
            return this;
        }

        ServiceBuilder inactive() {
            active = false;
            return this;
        }

        ServiceBuilder volume(int perYear) {
            volume = perYear;
            return this;
        }

        ServiceBuilder unreported() {
            return reported(false);
        }

        ServiceBuilder reported(boolean shown) {
            reported = shown;
            return this;
        }

        ServiceBuilder promised(String days) {
            promised = days;
            return this;
        }

        ServiceBuilder observed(String days) {
            observed = days;
            return this;
        }

        ServiceBuilder speaks(String tag) {
            language = tag;
            return this;
        }

        ServiceBuilder modes(Mode... offered) {
            modes = Set.of(offered);
            return this;
        }

        ServiceBuilder takesNone(String from, String until) {
            absences = new Absences(absences.closed(), List.of(holiday(from, LocalDate.parse(until))));
            return this;
        }

        ServiceBuilder closed(String from, String until) {
            return closed(holiday(from, LocalDate.parse(until)));
        }

        ServiceBuilder closedFrom(String from) {
            return closed(holiday(from, LocalDate.MAX));
        }

        private ServiceBuilder closed(Absence absence) {
            absences = new Absences(List.of(absence), absences.noNewCases());
            return this;
        }

        private static Absence holiday(String from, LocalDate until) {
            return new Absence(LocalDate.parse(from), until, "holiday");
        }

        ReviewService build() {
            return new ReviewService(
                    new Entry("review-" + organization, organization, name, active),
                    Map.of("breast", new Volume(volume, Optional.of(2025), reported)),
                    new Turnaround(
                            Optional.ofNullable(promised).map(BigDecimal::new),
                            Optional.ofNullable(observed).map(days -> Observed.told(new BigDecimal(days)))),
                    List.of(language),
                    modes,
                    absences);
        }
    }
}
